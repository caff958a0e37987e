package dev.doorbell.descriptors;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.files.FileStat;
import dev.doorbell.descriptors.files.FileType;
import dev.doorbell.descriptors.kinds.MessageQueues;
import dev.doorbell.descriptors.kinds.QueueNames;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.unix.UnixNames;
import dev.doorbell.spec.Address;
import dev.doorbell.spi.OperatingSystem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Checks of a descriptor that was passed, with the answers of libsystemd's {@code sd_is_fifo(3)} and the functions beside
 * it. They are for a program that takes raw descriptors, for example from {@link dev.doorbell.Listener#detachFd()}, and
 * checks that the unit passed what it expects:
 *
 * <pre>{@code
 * SocketPattern listener = SocketPattern.any().stream().listening(true);
 * if (!DescriptorChecks.of(3).isInet(listener, 443)) { ... }
 * }</pre>
 *
 * <p>A check changes nothing. Where libsystemd returns a number above 0, it is true; 0 is false, and a negative errno is an
 * exception. No native library is loaded where a way into the JDK without one is open, except for
 * {@link #isMessageQueue()} of what looks like a regular file.
 *
 * <p>Each check asks the kernel again. Each throws {@link FileNotFoundException} if the number is not open (also a negative
 * one: EBADF), another {@link IOException} if the operating system refuses, and {@link UnsupportedOperationException} on
 * Windows, which has no descriptors, or if a check of a socket's family, type, state or address finds no way into the JDK
 * open; the message says how to open one. Such a check throws {@link IllegalStateException} if {@code -Ddoorbell.access} has
 * an unknown value.
 */
public final class DescriptorChecks {
    private static final int LARGEST_PORT = 65535;

    private final int number;

    private DescriptorChecks(int number) {
        this.number = number;
    }

    /**
     * Returns the checks of a descriptor. Nothing is asked yet.
     *
     * @param number its number; 3 is the first that systemd passes
     * @return the checks
     */
    public static DescriptorChecks of(int number) {
        return new DescriptorChecks(number);
    }

    /**
     * {@return whether it is a pipe or FIFO: {@code sd_is_fifo(fd, NULL)}}
     *
     * @throws IOException if the number is not open, or the operating system refuses
     */
    public boolean isFifo() throws IOException {
        return identity().type() == FileType.FIFO;
    }

    /**
     * {@return whether it is the FIFO at a path: {@code sd_is_fifo(fd, path)}} It is if the path, through symbolic
     * links, has the same device and inode.
     *
     * @param path where the FIFO should be; false if there is no file, or a component of the path is not a directory
     * @throws IOException if the number is not open, or the path cannot be looked up for another reason
     */
    public boolean isFifo(Path path) throws IOException {
        FileStat own = identity();
        return own.type() == FileType.FIFO
                && FileStat.ofPath(path).filter(own::sameFile).isPresent();
    }

    /**
     * {@return whether it is a special file as {@code ListenSpecial=} means it, a regular file or a character device:
     * {@code sd_is_special(fd, NULL)}}
     *
     * @throws IOException if the number is not open, or the operating system refuses
     */
    public boolean isSpecial() throws IOException {
        return isSpecial(identity().type());
    }

    /**
     * {@return whether it is the special file at a path: {@code sd_is_special(fd, path)}} A regular file is if the
     * path, through symbolic links, has the same device and inode; a character device if the path is the same device,
     * under whatever name.
     *
     * @param path where the file should be; false if there is no file, or a component of the path is not a directory
     * @throws IOException if the number is not open, or the path cannot be looked up for another reason
     */
    public boolean isSpecial(Path path) throws IOException {
        FileStat own = identity();
        return isSpecial(own.type())
                && FileStat.ofPath(path).filter(own::sameSpecialFile).isPresent();
    }

    private static boolean isSpecial(FileType type) {
        return type == FileType.REGULAR_FILE || type == FileType.CHARACTER_DEVICE;
    }

    /**
     * {@return whether it is a socket: {@code sd_is_socket(fd, AF_UNSPEC, 0, -1)}}
     *
     * @throws IOException if the number is not open, or the operating system refuses
     */
    public boolean isSocket() throws IOException {
        return identity().type() == FileType.SOCKET;
    }

    /**
     * {@return whether it is such a socket: {@code sd_is_socket(fd, family, type, listening)}}
     *
     * @param pattern what it should be
     * @throws IOException if the number is not open, or the operating system refuses
     */
    public boolean isSocket(SocketPattern pattern) throws IOException {
        return pattern.isAny() ? isSocket() : pattern.find(number).isPresent();
    }

    /**
     * {@return whether it is an IP socket: {@code sd_is_socket_inet(fd, AF_UNSPEC, 0, -1, 0)}}
     *
     * @throws IOException if the number is not open, or the operating system refuses
     */
    public boolean isInet() throws IOException {
        return isInet(SocketPattern.any());
    }

    /**
     * {@return whether it is such an IP socket: {@code sd_is_socket_inet(fd, family, type, listening, 0)}}
     *
     * @param pattern what it should be; its family, if it has one, is {@link SocketPattern#ipv4} or
     *     {@link SocketPattern#ipv6}
     * @throws IllegalArgumentException if the pattern asks for another family
     * @throws IOException if the number is not open, or the operating system refuses
     */
    public boolean isInet(SocketPattern pattern) throws IOException {
        return inetAddress(pattern).isPresent();
    }

    /**
     * {@return whether it is such an IP socket at a port: {@code sd_is_socket_inet(fd, family, type, listening,
     * port)}}
     *
     * @param pattern what it should be; its family, if it has one, is {@link SocketPattern#ipv4} or
     *     {@link SocketPattern#ipv6}
     * @param port the port that it should be bound to, 1 to 65535
     * @throws IllegalArgumentException if the pattern asks for another family, or the port is out of range
     * @throws IOException if the number is not open, or the operating system refuses
     */
    public boolean isInet(SocketPattern pattern, int port) throws IOException {
        if (port < 1 || port > LARGEST_PORT) {
            throw new IllegalArgumentException(
                    "expected a port from 1 to 65535, got " + port + ". Leave it out to match every port.");
        }
        Optional<Address> address = inetAddress(pattern);
        return address.isPresent() && address.get() instanceof Address.Ip ip && ip.port() == port;
    }

    private Optional<Address> inetAddress(SocketPattern pattern) throws IOException {
        Optional<DescriptorFacts> facts = pattern.within("an IP socket", CNumber.AF_INET, CNumber.AF_INET6)
                .find(number);
        return facts.isPresent() && facts.get().address().orElse(null) instanceof Address.Ip
                ? facts.get().address()
                : Optional.empty();
    }

    /**
     * {@return whether it is a UNIX socket: {@code sd_is_socket_unix(fd, 0, -1, NULL, 0)}}
     *
     * @throws IOException if the number is not open, or the operating system refuses
     */
    public boolean isUnix() throws IOException {
        return isUnix(SocketPattern.any());
    }

    /**
     * {@return whether it is such a UNIX socket: {@code sd_is_socket_unix(fd, type, listening, NULL, 0)}}
     *
     * @param pattern what it should be; its family, if it has one, is {@link SocketPattern#unix}
     * @throws IllegalArgumentException if the pattern asks for another family
     * @throws IOException if the number is not open, or the operating system refuses
     */
    public boolean isUnix(SocketPattern pattern) throws IOException {
        return unixSocket(pattern).isPresent();
    }

    /**
     * {@return whether it is such a UNIX socket at a path: {@code sd_is_socket_unix(fd, type, listening, path, 0)}}
     * The path is compared with the one that was bound, as text, except for slashes that are doubled or at the end;
     * nothing needs to be there any more.
     *
     * @param pattern what it should be; its family, if it has one, is {@link SocketPattern#unix}
     * @param path the path that it should be bound to, as it was bound; not empty
     * @throws IllegalArgumentException if the pattern asks for another family, or the path is empty
     * @throws IOException if the number is not open, or the operating system refuses
     */
    public boolean isUnix(SocketPattern pattern, Path path) throws IOException {
        if (path.toString().isEmpty()) {
            throw new IllegalArgumentException(
                    "expected a path, got an empty one. Use isUnnamedUnix(pattern) for a socket without a path.");
        }
        Optional<DescriptorFacts> facts = unixSocket(pattern);
        return facts.isPresent()
                && facts.get().address().orElse(null) instanceof Address.File bound
                && bound.path().equals(path);
    }

    /**
     * {@return whether it is such a UNIX socket with an abstract name: {@code sd_is_socket_unix(fd, type, listening,
     * "\0name", length)}} The kernel lists a NUL within a name as an {@code @}, so a name with a NUL equals one with an {@code @}.
     *
     * @param pattern what it should be; its family, if it has one, is {@link SocketPattern#unix}
     * @param name the name that it should have, the whole of it
     * @throws IllegalArgumentException if the pattern asks for another family
     * @throws IOException if the number is not open, the operating system refuses, or the socket is of another network
     *     namespace, which the kernel does not list
     */
    public boolean isUnix(SocketPattern pattern, Address.Abstract name) throws IOException {
        return unixSocket(pattern).isPresent() && UnixNames.listedName(number).equals(UnixNames.listed(name));
    }

    /**
     * {@return whether it is such a UNIX socket that is bound to nothing: {@code sd_is_socket_unix(fd, type,
     * listening, "", 0)}}
     *
     * @param pattern what it should be; its family, if it has one, is {@link SocketPattern#unix}
     * @throws IllegalArgumentException if the pattern asks for another family
     * @throws IOException if the number is not open, the operating system refuses, or the socket is of another network
     *     namespace, which the kernel does not list
     */
    public boolean isUnnamedUnix(SocketPattern pattern) throws IOException {
        Optional<DescriptorFacts> facts = unixSocket(pattern);
        return facts.isPresent()
                && facts.get().address().isEmpty()
                && UnixNames.listedName(number).isEmpty();
    }

    /**
     * {@return whether it is a POSIX message queue: {@code sd_is_mq(fd, NULL)}}
     *
     * @throws UnsupportedOperationException if it is a regular file and JNA, which the check needs then, is missing
     * @throws IOException if the number is not open, or the operating system refuses
     */
    public boolean isMessageQueue() throws IOException {
        return isMessageQueue(identity());
    }

    /**
     * {@return whether it is the POSIX message queue of a name: {@code sd_is_mq(fd, name)}} As there, the queue is
     * looked up below {@code /dev/mqueue}.
     *
     * @param name the name with the slash before it
     * @throws IllegalArgumentException if the name has no slash before it
     * @throws UnsupportedOperationException if it is a regular file and JNA, which the check needs then, is missing
     * @throws java.nio.file.NoSuchFileException if it is a queue, and there is none of that name, or {@code /dev/mqueue}
     *     is not mounted
     * @throws IOException if the number is not open, or the operating system refuses
     */
    public boolean isMessageQueue(String name) throws IOException {
        FileStat own = identity();
        return isMessageQueue(own) && QueueNames.hasName(own, name);
    }

    private boolean isMessageQueue(FileStat own) throws IOException {
        return own.type() == FileType.REGULAR_FILE
                && CNumber.OS == OperatingSystem.LINUX
                && MessageQueues.isQueue(number);
    }

    private FileStat identity() throws IOException {
        return FileStat.ofDescriptor(number);
    }

    private Optional<DescriptorFacts> unixSocket(SocketPattern pattern) throws IOException {
        return pattern.within("a UNIX socket", CNumber.AF_UNIX).unix().find(number);
    }
}
