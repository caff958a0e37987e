package dev.doorbell.e2e.servers;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A unary call of gRPC with an empty message, in the frames of HTTP/2 (RFC 9113). */
record GrpcCall(String path) implements Exchange {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int STREAM = 1;

    @Override
    public void with(SocketChannel connection) throws IOException {
        Requests.send(connection, request());
        DataInputStream answer = Requests.input(connection);
        boolean hasMessage = false;
        for (boolean ended = false; !ended; ) {
            int length = answer.readUnsignedShort() << 8 | answer.readUnsignedByte();
            int type = answer.readUnsignedByte();
            int flags = answer.readUnsignedByte();
            answer.readInt();
            answer.readFully(new byte[length]);
            hasMessage |= type == DATA;
            ended = type == HEADERS && (flags & END_STREAM) != 0;
        }
        if (!hasMessage) {
            throw new IOException("the call has failed: " + path);
        }
    }

    private byte[] request() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream output = new DataOutputStream(bytes);
        output.writeBytes(PREFACE);
        frame(output, SETTINGS, 0, 0, new byte[0]);
        frame(output, HEADERS, END_HEADERS, STREAM, fields());
        // a message that is not compressed, and has no bytes
        frame(output, DATA, END_STREAM, STREAM, new byte[5]);
        return bytes.toByteArray();
    }

    private byte[] fields() {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        field(fields, ":method", "POST");
        field(fields, ":scheme", "http");
        field(fields, ":path", path);
        field(fields, ":authority", "localhost");
        Map.of("content-type", "application/grpc", "te", "trailers")
                .forEach((name, value) -> field(fields, name, value));
        return fields.toByteArray();
    }

    /** A literal field without indexing (RFC 7541, 6.2.2). */
    private static void field(ByteArrayOutputStream fields, String name, String value) {
        fields.write(0);
        for (String text : new String[] {name, value}) {
            fields.write(text.length());
            fields.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void frame(DataOutputStream output, int type, int flags, int stream, byte[] content)
            throws IOException {
        output.writeByte(0);
        output.writeShort(content.length);
        output.writeByte(type);
        output.writeByte(flags);
        output.writeInt(stream);
        output.write(content);
    }
}
