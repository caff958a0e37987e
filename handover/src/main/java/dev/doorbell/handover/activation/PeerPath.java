package dev.doorbell.handover.activation;

import java.nio.file.Path;

/**
 * The path of a client's socket, as {@code sockaddr_pretty()} of systemd writes it to {@code REMOTE_ADDR}. A client chooses
 * any bytes, which must neither control a terminal nor begin a line of a log.
 */
final class PeerPath {
    private static final int HEXADECIMAL = 16;
    private static final int ESCAPE_LENGTH = 3;

    private PeerPath() {}

    /** The path in ASCII, {@code cescape()} of systemd: any other byte is a backslash and three octal digits. */
    static String escaped(Path path) {
        // a URI has the bytes in every locale, and the working directory before a relative path
        String uri = path.toUri().getRawPath();
        int start = path.isAbsolute() ? 0 : Path.of("").toUri().getRawPath().length();
        StringBuilder text = new StringBuilder();
        for (int i = start; i < uri.length(); i++) {
            if (uri.charAt(i) == '%') {
                text.append(escaped(Integer.parseInt(uri, i + 1, i + ESCAPE_LENGTH, HEXADECIMAL)));
                i += ESCAPE_LENGTH - 1;
            } else {
                text.append(escaped(uri.charAt(i)));
            }
        }
        return text.toString();
    }

    private static String escaped(int octet) {
        return switch (octet) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\\', '"', '\'' -> "\\" + (char) octet;
            default -> octet < ' ' || octet > '~' ? String.format("\\%03o", octet) : String.valueOf((char) octet);
        };
    }
}
