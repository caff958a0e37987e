package dev.doorbell.descriptors.unix;

import dev.doorbell.descriptors.files.SocketTable;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.jdk.UnixChannels;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.spec.Address;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** The name that a UNIX socket is bound to. The JDK gives paths, and drops abstract names. */
public final class UnixNames {
    private UnixNames() {}

    /** The address of a socket; empty for an unnamed one. */
    public static Optional<Address> of(int number, SocketTable table) throws IOException {
        byte[] path = SunNioCh.unixLocalAddress0(SunNioCh.newFD(number));
        return path.length > 0
                ? Optional.of(new Address.File(UnixChannels.path(path)))
                : abstractName(table.entryOf(number));
    }

    /**
     * Whether neither a socket nor its peer has a name. A name that cannot be read counts as none: the JDK drops abstract
     * names, and the table of the kernel has the sockets of this network namespace only.
     */
    public static boolean isUnnamed(int number) throws IOException {
        if (CNumber.OS == OperatingSystem.LINUX) {
            Optional<String> entry = SocketTable.unix().entryOf(number);
            if (entry.isPresent() && !SocketTable.nameIn(entry.get()).isEmpty()) {
                return false;
            }
        }
        return SunNioCh.unixPeerAddress0(number).length == 0;
    }

    /**
     * The name of a socket as the kernel lists it, one character for each byte; empty if it has none.
     *
     * @throws NoSuchFileException if the kernel does not list it: its table has only the sockets of this network namespace
     */
    public static String listedName(int number) throws IOException {
        Optional<String> entry = SocketTable.unix().entryOf(number);
        if (entry.isEmpty()) {
            throw new NoSuchFileException(
                    "/proc/self/net/unix",
                    null,
                    "does not list the UNIX socket fd " + number + ". Run the program in the network namespace of the"
                            + " socket.");
        }
        return SocketTable.nameIn(entry.get());
    }

    /** An abstract name as the kernel lists it: with {@code @} before it and for each NUL in it. */
    public static String listed(Address.Abstract name) {
        byte[] bytes = name.name().getBytes(StandardCharsets.UTF_8);
        return "@" + new String(bytes, StandardCharsets.ISO_8859_1).replace('\0', '@');
    }

    private static Optional<Address> abstractName(Optional<String> entry) {
        String name = entry.isPresent() ? SocketTable.nameIn(entry.get()) : "";
        return name.startsWith("@") ? Optional.of(new Address.Abstract(utf8(name.substring(1)))) : Optional.empty();
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
