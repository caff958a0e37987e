package dev.doorbell.e2e.servers;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests of HTTP/1.1 (RFC 9112) that notice an answer which is not complete. The JDK's clients ask a second time. */
public final class Http {
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final Pattern CHUNKED = Pattern.compile("(?im)^transfer-encoding: *chunked");

    private Http() {}

    /** Returns a GET that wants the status 200. */
    public static Exchange get(String path) {
        return connection -> ask(path, connection);
    }

    private static void ask(String path, SocketChannel connection) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            connection.write(bytes);
        }
        String answer = new String(Channels.newInputStream(connection).readAllBytes(), StandardCharsets.ISO_8859_1);
        if (!isComplete(answer)) {
            throw new EOFException("incomplete answer: \"" + answer + '"');
        }
        if (!answer.startsWith("HTTP/1.1 200")) {
            throw new IOException(
                    "expected the status 200, got " + answer.lines().findFirst());
        }
    }

    private static boolean isComplete(String answer) {
        int end = answer.indexOf(END_OF_HEAD);
        if (end < 0) {
            return false;
        }
        String head = answer.substring(0, end);
        String body = answer.substring(end + END_OF_HEAD.length());
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            return body.length() == Integer.parseInt(length.group(1));
        }
        return !CHUNKED.matcher(head).find() || body.endsWith("0\r\n\r\n");
    }
}
