package dev.doorbell.e2e.servers;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Calls of gRPC over HTTP/2 without TLS (RFC 9113), byte by byte: gRPC's own client repeats a call that is lost. */
public final class Grpc {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final byte[] EMPTY_MESSAGE = new byte[5];

    private Grpc() {}

    /** Returns a unary call with an empty message, which is to end with the status OK. */
    public static Exchange call(String path) {
        return connection -> call(path, connection);
    }

    private static void call(String path, SocketChannel connection) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(ascii(PREFACE));
        frame(request, SETTINGS, 0, 0, new byte[0]);
        frame(request, HEADERS, END_HEADERS, 1, headers(path));
        frame(request, DATA, END_STREAM, 1, EMPTY_MESSAGE);
        ByteBuffer bytes = ByteBuffer.wrap(request.toByteArray());
        while (bytes.hasRemaining()) {
            connection.write(bytes);
        }
        String trailers = trailers(new DataInputStream(Channels.newInputStream(connection)));
        if (!trailers.contains("grpc-status\u00010")) {
            throw new IOException("expected grpc-status 0, got " + trailers);
        }
    }

    /** Returns the headers as literals without an index and without Huffman's code (RFC 7541, 6.2.2). */
    private static byte[] headers(String path) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        String[] headers = {
            ":method",
            "POST",
            ":scheme",
            "http",
            ":path",
            path,
            ":authority",
            "localhost",
            "content-type",
            "application/grpc",
            "te",
            "trailers"
        };
        for (int i = 0; i < headers.length; i++) {
            if (i % 2 == 0) {
                block.write(0);
            }
            block.write(headers[i].length());
            block.write(ascii(headers[i]));
        }
        return block.toByteArray();
    }

    private static void frame(ByteArrayOutputStream to, int type, int flags, int stream, byte[] content)
            throws IOException {
        ByteBuffer head = ByteBuffer.allocate(9);
        head.put((byte) 0)
                .putShort((short) content.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream);
        to.write(head.array());
        to.write(content);
    }

    /** Reads frames up to the headers that end the stream. {@return their block} */
    private static String trailers(DataInputStream in) throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            in.readInt();
            byte[] content = new byte[length];
            in.readFully(content);
            if (type == HEADERS && (flags & END_STREAM) != 0) {
                return new String(content, StandardCharsets.ISO_8859_1);
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
