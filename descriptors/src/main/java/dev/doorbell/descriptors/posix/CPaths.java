package dev.doorbell.descriptors.posix;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Paths as C has them: bytes that end with a NUL, whatever the locale is. */
public final class CPaths {
    private static final int HEXADECIMAL = 16;
    private static final int ESCAPE_LENGTH = 3;

    private CPaths() {}

    /** The path as it was given, relative or not. */
    public static byte[] asGiven(Path path) {
        byte[] absolute = bytes(path);
        if (path.isAbsolute()) {
            return absolute;
        }
        int directory = bytes(Path.of("").toAbsolutePath().resolve("x")).length - "x\0".length();
        return Arrays.copyOfRange(absolute, directory, absolute.length);
    }

    /** The absolute path. A URI has each byte that the JDK keeps of it, whether the locale can write it or not. */
    public static byte[] bytes(Path path) {
        String uri = path.toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < uri.length(); ) {
            if (uri.charAt(i) == '%') {
                bytes.write(Integer.parseInt(uri, i + 1, i + ESCAPE_LENGTH, HEXADECIMAL));
                i += ESCAPE_LENGTH;
            } else {
                bytes.write(uri.charAt(i++));
            }
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    /**
     * The path of bytes that the system gave, byte for byte: a service is often started without a locale, and its JVM takes
     * only ASCII for the text of a path.
     */
    public static Path path(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return pathByUri(bytes);
            }
        }
        return Path.of(new String(bytes, StandardCharsets.US_ASCII));
    }

    /** The JDK reads the escapes of a URI as the bytes of the path. A URI's path is absolute. */
    private static Path pathByUri(byte[] bytes) {
        boolean absolute = bytes[0] == '/';
        StringBuilder uri = new StringBuilder(absolute ? "file://" : "file:///");
        for (byte b : bytes) {
            if (b == '/') {
                uri.append('/');
            } else {
                uri.append('%')
                        .append(Character.forDigit((b & 0xf0) >> 4, HEXADECIMAL))
                        .append(Character.forDigit(b & 0xf, HEXADECIMAL));
            }
        }
        Path path = Path.of(URI.create(uri.toString()));
        return absolute ? path : path.subpath(0, path.getNameCount());
    }
}
