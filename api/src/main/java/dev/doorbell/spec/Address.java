package dev.doorbell.spec;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Objects;

/**
 * An address that a listener has, or that a spec asks for. The text form of each is how Doorbell writes the address everywhere:
 * {@code 127.0.0.1:80}, {@code [::1]:80}, {@code /run/x.sock}, {@code @abstract}.
 */
public sealed interface Address {
    /**
     * Returns the text form with a question mark for each character that does not take one column of one line. A path may
     * hold any character, also one that controls a terminal.
     *
     * @return the text as messages write it
     */
    default String printable() {
        return PlainText.of(toString());
    }

    /**
     * An IP address or host name, and a port.
     *
     * @param socketAddress unresolved in a spec (the name is looked up when it is bound), resolved in a listener
     */
    record Ip(InetSocketAddress socketAddress) implements Address {
        /**
         * Refuses null.
         *
         * @param socketAddress unresolved in a spec, resolved in a listener
         */
        public Ip {
            Objects.requireNonNull(socketAddress, "socketAddress");
        }

        /**
         * A host as a spec names it. No name is looked up.
         *
         * @param host a host name, an IP address without brackets, or {@code *} for every address of the machine
         * @param port 0 to 65535; 0 lets the system choose
         * @return the address
         * @throws IllegalArgumentException if the port is out of range
         */
        public static Ip of(String host, int port) {
            String canonical = host.indexOf(':') < 0 ? host : HostText.canonical(host);
            return new Ip(InetSocketAddress.createUnresolved(canonical, port));
        }

        /** {@return the host name, or the IP address in the form of RFC 5952, without brackets} */
        public String host() {
            return socketAddress.isUnresolved() ? socketAddress.getHostString() : IpText.of(socketAddress.getAddress());
        }

        /** {@return the port, 0 to 65535} */
        public int port() {
            return socketAddress.getPort();
        }

        /** Returns the index of the first character that a host name may not have, or -1. */
        static int badNameCharacter(String name) {
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                boolean wildcard = c == '*' && name.length() == 1;
                if (!isAsciiLetterOrDigit(c) && !wildcard && c != '.' && c != '-' && c != '_') {
                    return i;
                }
            }
            return -1;
        }

        static boolean isAsciiLetterOrDigit(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        }

        @Override
        public String toString() {
            String host = host();
            return host.indexOf(':') < 0 ? host + ":" + port() : "[" + host + "]:" + port();
        }
    }

    /**
     * A file system path: of a UNIX socket, a FIFO or a special file.
     *
     * @param path the path, as it was given
     */
    record File(Path path) implements Address {
        /**
         * Refuses null.
         *
         * @param path the path, as it was given
         */
        public File {
            Objects.requireNonNull(path, "path");
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * A name in the abstract UNIX socket namespace of Linux, see {@code unix(7)}.
     *
     * @param name the bytes after the leading NUL, read as UTF-8
     */
    record Abstract(String name) implements Address {
        /**
         * Refuses null.
         *
         * @param name the bytes after the leading NUL, read as UTF-8
         */
        public Abstract {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public String toString() {
            return "@" + name;
        }
    }

    /**
     * A netlink family and multicast group, as {@code ListenNetlink=} takes them.
     *
     * @param family the family's name, such as {@code kobject-uevent} or {@code route}
     * @param group the multicast group, 0 for none
     */
    record Netlink(String family, int group) implements Address {
        /**
         * Refuses null and a negative group.
         *
         * @param family the family's name
         * @param group the multicast group, 0 for none
         */
        public Netlink {
            Objects.requireNonNull(family, "family");
            if (group < 0) {
                throw new IllegalArgumentException("expected a netlink group of at least 0, got " + group + ".");
            }
        }

        @Override
        public String toString() {
            return group == 0 ? family : family + "/" + group;
        }
    }

    /**
     * The name of a POSIX message queue, see {@code mq_overview(7)}.
     *
     * @param name begins with a slash and has no other
     */
    record MessageQueue(String name) implements Address {
        /**
         * Refuses null.
         *
         * @param name begins with a slash and has no other
         */
        public MessageQueue {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
