package dev.doorbell.descriptors.posix;

import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.notify.MessageHeader;
import dev.doorbell.descriptors.unix.ExactUnixAddress;
import dev.doorbell.descriptors.unix.SockaddrUn;
import dev.doorbell.e2e.fixture.c.CFacts;
import dev.doorbell.spi.OperatingSystem;
import java.util.function.ToIntFunction;

/** The claims of Doorbell's tables about the headers of a platform, row by row. */
final class HeaderClaims {
    private HeaderClaims() {}

    /** Claims every number. A name without a number on a platform is not in its headers either. */
    static CFacts numbers(ToIntFunction<CNumber> column, ToIntFunction<Errno> errnos) {
        CFacts facts = new CFacts();
        for (Errno errno : Errno.values()) {
            facts.is(errno.name(), errnos.applyAsInt(errno));
        }
        for (CNumber number : CNumber.values()) {
            int value = column.applyAsInt(number);
            if (value == CNumber.NONE) {
                facts.isAbsent(number.name());
            } else {
                facts.is(number.name(), value);
            }
        }
        return facts;
    }

    /** Claims the structures that are alike everywhere, and those that differ by word size or system. */
    static void layouts(CFacts facts, MessageHeader header) {
        header(facts, header);
        facts.is("offsetof(struct sockaddr_un, sun_path)", SockaddrUn.FAMILY_BYTES);
        facts.isAtMost("sizeof(struct sockaddr_un)", ExactUnixAddress.SIZE);
        facts.isAtMost("sizeof(siginfo_t)", LibC.SIGINFO_SIZE);
        facts.isAtMost("sizeof(posix_spawnattr_t)", LibC.OPAQUE_SIZE);
        facts.isAtMost("sizeof(posix_spawn_file_actions_t)", LibC.OPAQUE_SIZE);
        facts.isAtMost("sizeof(sigset_t)", LibC.OPAQUE_SIZE);
        constants(facts);
        // an array of two longs for JNA
        facts.is("sizeof(struct timespec) / sizeof(long)", 2);
        facts.is("offsetof(struct timespec, tv_nsec) / sizeof(long)", 1);
        facts.is("sizeof(struct pollfd)", 8);
        facts.is("offsetof(struct pollfd, events)", 4);
        facts.is("offsetof(struct pollfd, revents)", 6);
    }

    /** Numbers that are alike everywhere, and in no table. */
    private static void constants(CFacts facts) {
        facts.is("POLLNVAL", SunNioCh.POLLNVAL);
        facts.is("O_ACCMODE", 3);
        facts.is("S_IFMT", 0170000);
        facts.is("S_IFSOCK", 0140000);
        facts.is("S_IFREG", 0100000);
        facts.is("S_IFBLK", 0060000);
        facts.is("S_IFDIR", 0040000);
        facts.is("S_IFCHR", 0020000);
        facts.is("S_IFIFO", 0010000);
    }

    private static void header(CFacts facts, MessageHeader header) {
        facts.is("offsetof(struct msghdr, msg_name)", 0);
        facts.is("sizeof(void *)", header.pointerBytes());
        facts.is("offsetof(struct msghdr, msg_namelen)", header.pointerBytes());
        facts.is("sizeof(struct iovec)", 2L * header.pointerBytes());
        facts.is("offsetof(struct msghdr, msg_iov)", header.iov());
        facts.is("offsetof(struct msghdr, msg_iovlen)", header.iovLength());
        facts.is("offsetof(struct msghdr, msg_control)", header.control());
        facts.is("offsetof(struct msghdr, msg_controllen)", header.controlLength());
        facts.is("sizeof(struct msghdr)", header.size());
        facts.is("sizeof(((struct msghdr *)0)->msg_iovlen)", header.lengthBytes());
        facts.is("sizeof(((struct msghdr *)0)->msg_controllen)", header.lengthBytes());
        facts.is("sizeof(((struct cmsghdr *)0)->cmsg_len)", header.lengthBytes());
        facts.is("offsetof(struct cmsghdr, cmsg_level)", header.lengthBytes());
        facts.is("offsetof(struct cmsghdr, cmsg_type)", header.lengthBytes() + Integer.BYTES);
        int length = header.lengthBytes() + 2 * Integer.BYTES;
        int aligned = (length + header.alignment() - 1) / header.alignment() * header.alignment();
        facts.is("CMSG_LEN(0)", aligned);
        facts.is("CMSG_SPACE(1)", aligned + header.alignment());
    }

    /** Claims Linux's {@code struct mq_attr}, {@code struct sockaddr_nl} and family of an address without a length. */
    static void linuxLayouts(CFacts facts) {
        facts.is("SIZEOF_SUN_PATH", OperatingSystem.LINUX.longestSocketName() + 1);
        facts.is("offsetof(struct sockaddr_un, sun_family)", 0);
        facts.is("sizeof(((struct sockaddr_un *)0)->sun_family)", Short.BYTES);
        facts.is("sizeof(struct mq_attr) / sizeof(long)", 8);
        facts.is("offsetof(struct mq_attr, mq_msgsize) / sizeof(long)", 2);
        facts.is("offsetof(struct mq_attr, mq_curmsgs) / sizeof(long)", 3);
        facts.is("offsetof(struct sockaddr_nl, nl_pid)", 4);
        facts.is("offsetof(struct sockaddr_nl, nl_groups)", 8);
    }

    /**
     * Claims macOS's {@code struct socket_fdinfo} of {@code proc_pidfdinfo(3)}, and family of an address after its
     * length.
     */
    static void appleLayouts(CFacts facts) {
        facts.is("SIZEOF_SUN_PATH", OperatingSystem.MACOS.longestSocketName() + 1);
        facts.is("offsetof(struct sockaddr_un, sun_family)", 1);
        facts.is("sizeof(((struct sockaddr_un *)0)->sun_family)", 1);
        facts.is("PROC_PIDFDSOCKETINFO", 3);
        facts.is("sizeof(struct socket_fdinfo)", 792);
        facts.is("offsetof(struct socket_fdinfo, psi.soi_type)", 176);
        facts.is("offsetof(struct socket_fdinfo, psi.soi_family)", 184);
        facts.is("offsetof(struct socket_fdinfo, psi.soi_options)", 188);
        facts.is("sizeof(((struct socket_fdinfo *)0)->psi.soi_options)", Short.BYTES);
    }
}
