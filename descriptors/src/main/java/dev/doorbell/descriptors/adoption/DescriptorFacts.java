package dev.doorbell.descriptors.adoption;

import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.files.FileType;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.unix.UnixNames;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.util.Optional;

/**
 * Facts of a descriptor, as the kernel tells them. They are never taken from the environment, and asking for them changes
 * nothing.
 *
 * @param number the descriptor's number
 * @param fileMode the mode of its {@link FileType}
 * @param socket the facts of a socket; empty for anything else
 * @param address the local address; empty where there is none or it cannot be told
 */
public record DescriptorFacts(int number, int fileMode, Optional<SocketFacts> socket, Optional<Address> address) {
    /** Makes the facts of a socket. */
    public DescriptorFacts(int number, SocketFacts socket, Optional<Address> address) {
        // not the enum: a start that is passed sockets need not load it
        this(number, FileType.S_IFSOCK, Optional.of(socket), address);
    }

    /** Makes the facts of anything else. */
    public DescriptorFacts(int number, FileType type, Optional<Address> address) {
        this(number, type.mode(), Optional.empty(), address);
    }

    /**
     * Asks the kernel.
     *
     * @param number a descriptor number, open or not
     * @return the facts
     * @throws UnsupportedOperationException if no way into the JDK is open; the message says how to open one
     * @throws IOException if the operating system refuses
     */
    public static DescriptorFacts of(int number) throws IOException {
        return new FactFinder().facts(number);
    }

    /** {@return whether the number is open} */
    public boolean open() {
        return fileMode != FileType.NOT_OPEN;
    }

    /** {@return what it refers to; {@link FileType#CLOSED} if the number is not open} */
    public FileType fileType() {
        return FileType.ofMode(fileMode);
    }

    /** {@return what the descriptor can serve as; {@link Kind#OTHER} if nothing that Doorbell knows} */
    public Kind kind() {
        if (socket.isPresent()) {
            return kindOf(socket.get());
        }
        return switch (fileType()) {
            case FIFO -> Kind.FIFO;
            case CHARACTER_DEVICE -> Kind.SPECIAL;
            case REGULAR_FILE -> isOfTheKernel() ? Kind.SPECIAL : Kind.FILE;
            case MESSAGE_QUEUE -> Kind.MESSAGE_QUEUE;
            case SOCKET, CLOSED, BLOCK_DEVICE, DIRECTORY, OTHER -> Kind.OTHER;
        };
    }

    /** {@code ListenSpecial=} of {@code systemd.socket(5)} also takes the files in /proc and /sys, and no other file. */
    private boolean isOfTheKernel() {
        if (address.isPresent() && address.get() instanceof Address.File file) {
            return DescriptorPath.isOfTheKernel(file.path());
        }
        return false;
    }

    /** Has no switches: the compiler makes a class for those over an enum, which every start would load. */
    private static Kind kindOf(SocketFacts socket) {
        if (socket.isIp()) {
            return inetKind(socket);
        }
        if (socket.family() == CNumber.AF_UNIX) {
            return unixKind(socket);
        }
        return socket.family() == CNumber.AF_NETLINK ? Kind.NETLINK : Kind.OTHER;
    }

    private static Kind inetKind(SocketFacts socket) {
        if (socket.type() == CNumber.SOCK_STREAM) {
            return streamKind(socket, Kind.TCP);
        }
        return socket.type() == CNumber.SOCK_DGRAM ? Kind.UDP : Kind.OTHER;
    }

    private static Kind unixKind(SocketFacts socket) {
        if (socket.type() == CNumber.SOCK_STREAM) {
            return streamKind(socket, Kind.UNIX_STREAM);
        }
        if (socket.type() == CNumber.SOCK_SEQPACKET) {
            return streamKind(socket, Kind.UNIX_SEQPACKET);
        }
        return socket.type() == CNumber.SOCK_DGRAM ? Kind.UNIX_DATAGRAM : Kind.OTHER;
    }

    private static Kind streamKind(SocketFacts socket, Kind listening) {
        if (socket.listening()) {
            return listening;
        }
        return socket.connected() ? Kind.CONNECTION : Kind.OTHER;
    }

    /**
     * Whether it is one connection of any family, also of one that no channel serves, as {@code AF_VSOCK}.
     *
     * @return whether it is a stream or seqpacket socket that has or had a peer
     */
    public boolean isConnection() {
        return socket.isPresent()
                && socket.get().connected()
                && (socket.get().type() == CNumber.SOCK_STREAM || socket.get().type() == CNumber.SOCK_SEQPACKET);
    }

    /**
     * Whether it is an end of a {@code socketpair(2)}, as parents make it to talk to a child. A connection that was accepted
     * is never one: a UNIX socket that listens has a name, which its connections have too ({@code unix_listen} of Linux).
     *
     * @return whether it is a connected UNIX socket without a name, the peer of which has none either
     * @throws IOException if the operating system refuses
     */
    public boolean isUnnamedPair() throws IOException {
        return socket.isPresent()
                && socket.get().connected()
                && socket.get().family() == CNumber.AF_UNIX
                && address.isEmpty()
                && UnixNames.isUnnamed(number);
    }

    /** {@return what it is, in words: {@code a listening IPv4 stream socket at 127.0.0.1:80}} */
    public String description() {
        String what = socket.isPresent() ? socket.get().toString() : fileType().toString();
        return address.isPresent() ? what + " at " + address.get() : what;
    }
}
