package dev.doorbell.e2e.servers;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Requests of protocols other than HTTP. */
final class Requests {
    private Requests() {}

    /** Returns a request that is answered with a text, or with more that begins with it. */
    static Exchange text(String request, String answer) {
        return bytes(request.getBytes(StandardCharsets.ISO_8859_1), answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Returns the same for bytes, in hexadecimal digits. */
    static Exchange binary(String request, String answer) {
        return bytes(HexFormat.of().parseHex(request), HexFormat.of().parseHex(answer));
    }

    private static Exchange bytes(byte[] request, byte[] answer) {
        return connection -> {
            send(connection, request);
            byte[] received = Channels.newInputStream(connection).readNBytes(answer.length);
            if (received.length < answer.length) {
                throw new EOFException("incomplete answer: " + new String(received, StandardCharsets.ISO_8859_1));
            }
            if (!Arrays.equals(received, answer)) {
                throw new IOException("another answer: " + new String(received, StandardCharsets.ISO_8859_1));
            }
        };
    }

    /** Returns a request, in hexadecimal digits, whose answer begins with its length in four bytes. */
    static Exchange sized(String request) {
        return connection -> {
            send(connection, HexFormat.of().parseHex(request));
            DataInputStream answer = input(connection);
            answer.readFully(new byte[answer.readInt()]);
        };
    }

    static void send(SocketChannel connection, byte[] request) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request);
        while (bytes.hasRemaining()) {
            connection.write(bytes);
        }
    }

    static DataInputStream input(SocketChannel connection) {
        return new DataInputStream(Channels.newInputStream(connection));
    }
}
