package dev.doorbell.descriptors;

import dev.doorbell.Address;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The name that a UNIX socket is bound to. The JDK gives paths, and drops abstract names. */
final class UnixNames {
    private UnixNames() {}

    static Optional<Address> of(int number, FileDescriptor descriptor) throws IOException {
        byte[] path = SunNioCh.unixLocalAddress0(descriptor);
        return path.length > 0 ? Optional.of(new Address.File(path(path))) : abstractName(number);
    }

    /** Byte for byte: a service is often started without a locale, and its JVM takes ASCII alone for the text of a path. */
    private static Path path(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return pathByUri(bytes);
            }
        }
        return Path.of(new String(bytes, StandardCharsets.US_ASCII));
    }

    /** What a URI escapes, the JDK takes for the bytes of the path. A URI's path is absolute. */
    private static Path pathByUri(byte[] bytes) {
        boolean absolute = bytes[0] == '/';
        StringBuilder uri = new StringBuilder(absolute ? "file://" : "file:///");
        for (byte b : bytes) {
            if (b == '/') {
                uri.append('/');
            } else {
                uri.append('%').append(Character.forDigit((b & 0xf0) >> 4, 16)).append(Character.forDigit(b & 0xf, 16));
            }
        }
        Path path = Path.of(URI.create(uri.toString()));
        return absolute ? path : path.subpath(0, path.getNameCount());
    }

    /** Empty for an unnamed socket, and for one of another network namespace. */
    private static Optional<Address> abstractName(int number) {
        try {
            String name = UnixTable.find(number).orElse("");
            return name.startsWith("@") ? Optional.of(new Address.Abstract(utf8(name.substring(1)))) : Optional.empty();
        } catch (IOException notTold) {
            // /proc is not mounted: the socket stays usable without its name
            return Optional.empty();
        }
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
