package dev.doorbell.descriptors.posix;

import java.io.ByteArrayOutputStream;
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

    /** The bytes before the first NUL, or all. */
    public static byte[] upToNul(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return Arrays.copyOf(bytes, end);
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
}
