package dev.doorbell.cli.activator;

import java.nio.file.Path;

/**
 * The path that a client's socket is bound to, as {@code sockaddr_pretty()} of systemd writes it for {@code REMOTE_ADDR}:
 * a client chooses any bytes, and they must not give orders to a terminal or begin a line of a log.
 */
final class PeerPath {
    private static final int HEXADECIMAL = 16;
    private static final int ESCAPE_LENGTH = 3;

    private PeerPath() {}

    /** The path in ASCII, {@code cescape()} of systemd: each other byte is a backslash and three octal digits. */
    static String escaped(Path path) {
        // a URI has the bytes, whatever the locale is; that of a relative path would have the working directory
        String uri = path.toUri().getRawPath();
        int start = path.isAbsolute() ? 0 : Path.of("").toUri().getRawPath().length();
        StringBuilder text = new StringBuilder();
        for (int i = start; i < uri.length(); i++) {
            if (uri.charAt(i) == '%') {
                append(text, Integer.parseInt(uri, i + 1, i + ESCAPE_LENGTH, HEXADECIMAL));
                i += ESCAPE_LENGTH - 1;
            } else {
                append(text, uri.charAt(i));
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, int octet) {
        switch (octet) {
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\\', '"', '\'' -> text.append('\\').append((char) octet);
            default -> {
                if (octet < ' ' || octet > '~') {
                    text.append(String.format("\\%03o", octet));
                } else {
                    text.append((char) octet);
                }
            }
        }
    }
}
