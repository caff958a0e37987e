package dev.doorbell.descriptors.unix;

import dev.doorbell.descriptors.files.SocketTable;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.CPaths;
import dev.doorbell.spec.Address;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import jnr.unixsocket.UnixSocketAddress;
import org.jspecify.annotations.Nullable;

/** The address of a UNIX socket, byte for byte as the kernel gave it, so that an answer reaches the client. */
public final class ExactUnixAddress extends UnixSocketAddress {
    /** {@code sizeof(struct sockaddr_un)} of Linux; others have less. */
    public static final int SIZE = CNumber.SIZEOF_SOCKADDR_UN.linux();

    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    private ExactUnixAddress(byte[] bytes) {
        super(text(bytes));
        this.bytes = bytes;
    }

    /** The address that {@code recvfrom(2)} filled in. An unnamed sender has an empty path. */
    public static ExactUnixAddress of(byte[] sockaddr, int length) {
        int end = Math.max(SockaddrUn.FAMILY_BYTES, Math.min(length, SIZE));
        return new ExactUnixAddress(
                CNumber.OS == OperatingSystem.LINUX ? Arrays.copyOf(sockaddr, end) : ofPath(sockaddr, end));
    }

    /**
     * The structure of a path, which ends at the first NUL: there are no abstract names beyond Linux. XNU gives as many NULs as were bound,
     * and 14 of them for an unnamed sender, {@code sun_noname} in bsd/kern/uipc_usrreq.c.
     */
    private static byte[] ofPath(byte[] sockaddr, int end) {
        byte[] path = CPaths.upToNul(Arrays.copyOfRange(sockaddr, SockaddrUn.FAMILY_BYTES, end));
        return SockaddrUn.of(path.length == 0 ? path : Arrays.copyOf(path, path.length + 1));
    }

    /** The address of a socket of this process. */
    public static UnixSocketAddress local(int number) throws IOException {
        Optional<Address> address = UnixNames.of(number, SocketTable.unix());
        if (address.isPresent() && address.get() instanceof Address.Abstract named) {
            return new UnixSocketAddress("\0" + named.name());
        }
        return new UnixSocketAddress(address.isPresent() ? address.get().toString() : "");
    }

    /** The structure that {@code sendto(2)} takes. */
    public static byte[] bytesOf(UnixSocketAddress address) {
        return address instanceof ExactUnixAddress exact ? exact.bytes : sockaddr(address.path());
    }

    public static byte[] bytesOf(UnixDomainSocketAddress address) {
        return SockaddrUn.of(CPaths.asGiven(address.getPath()));
    }

    /** Two names that have the same text, and other bytes, are two senders. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UnixSocketAddress that && Arrays.equals(bytes, bytesOf(that));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** A path ends with a NUL, which an abstract name would have as its last byte. */
    private static byte[] sockaddr(String path) {
        return SockaddrUn.of((path.startsWith("\0") ? path : path + "\0").getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] sockaddr) {
        String text = new String(
                sockaddr, SockaddrUn.FAMILY_BYTES, sockaddr.length - SockaddrUn.FAMILY_BYTES, StandardCharsets.UTF_8);
        int end = text.indexOf('\0', 1);
        return text.startsWith("\0") || end < 0 ? text : text.substring(0, end);
    }
}
