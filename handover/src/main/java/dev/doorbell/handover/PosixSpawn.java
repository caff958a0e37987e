package dev.doorbell.handover;

import com.sun.jna.Memory;
import com.sun.jna.StringArray;
import com.sun.jna.ptr.IntByReference;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.OpenedByJvm;
import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.files.FileType;
import dev.doorbell.descriptors.jdk.DescriptorRefusal;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.Errno;
import dev.doorbell.descriptors.posix.LibC;
import dev.doorbell.spi.OperatingSystem;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code posix_spawn(3)} of the shell, with descriptors and signals as a service manager leaves them. */
final class PosixSpawn {
    private static final String SHELL = "/bin/sh";

    private static final int SIGNALS = CNumber.POSIX_SPAWN_SETSIGDEF.here() | CNumber.POSIX_SPAWN_SETSIGMASK.here();

    private final LibC c;
    private final Memory actions = new Memory(LibC.OPAQUE_SIZE);
    private final Memory attributes = new Memory(LibC.OPAQUE_SIZE);
    private final Memory signals = new Memory(LibC.OPAQUE_SIZE);

    private final int size;
    private final boolean leadsGroup;

    private PosixSpawn(LibC c, int size, boolean leadsGroup) {
        this.c = c;
        this.size = size;
        this.leadsGroup = leadsGroup;
    }

    /**
     * Starts it.
     *
     * @param c the C library
     * @param arguments from the name of the shell on, as {@link dev.doorbell.descriptors.posix.ByteText}
     * @param environment as {@link dev.doorbell.descriptors.posix.ByteText}
     * @param passed what is to be under which number
     * @param keeps the signals whose action the child inherits, by number; the others have their default action
     * @param leadsGroup whether it is in a process group of its own
     * @return the pid of the child, which the caller waits for
     */
    static int start(
            LibC c,
            List<String> arguments,
            List<String> environment,
            HandedDescriptors passed,
            Set<Integer> keeps,
            boolean leadsGroup)
            throws IOException {
        return new PosixSpawn(c, passed.size(), leadsGroup).spawn(arguments, environment, passed, keeps);
    }

    private int spawn(List<String> arguments, List<String> environment, HandedDescriptors passed, Set<Integer> keeps)
            throws IOException {
        check(c.posix_spawn_file_actions_init(actions));
        try {
            check(c.posix_spawnattr_init(attributes));
            try {
                place(passed);
                setFlags();
                resetSignals(keeps);
                IntByReference pid = new IntByReference();
                check(c.posix_spawn(pid, SHELL, actions, attributes, pointers(arguments), pointers(environment)));
                return pid.getValue();
            } finally {
                c.posix_spawnattr_destroy(attributes);
            }
        } finally {
            c.posix_spawn_file_actions_destroy(actions);
        }
    }

    /** Pointers to bytes that end with NUL, and a null pointer. */
    private static StringArray pointers(List<String> strings) {
        return new StringArray(strings.toArray(String[]::new), StandardCharsets.ISO_8859_1.name());
    }

    private void place(HandedDescriptors passed) throws IOException {
        replaceFilesOfTheJvm();
        for (DescriptorMoves.Move move : passed.moves()) {
            check(c.posix_spawn_file_actions_adddup2(actions, move.from(), move.to()));
        }
        if (CNumber.OS == OperatingSystem.MACOS) {
            closeOnTheWay(passed);
            inheritStandardStreams();
        } else {
            closeFrom(passed.end());
        }
    }

    /** XNU lets a child inherit every target of dup2: {@code exec_handle_file_actions()}, bsd/kern/kern_exec.c. */
    private void closeOnTheWay(HandedDescriptors passed) throws IOException {
        Set<Integer> closed = new HashSet<>();
        for (DescriptorMoves.Move move : passed.moves()) {
            if (move.to() >= passed.end() && closed.add(move.to())) {
                check(c.posix_spawn_file_actions_addclose(actions, move.to()));
            }
        }
    }

    /** A number that is not open makes the spawn fail with EBADF, {@code PSFA_INHERIT} there. */
    private void inheritStandardStreams() throws IOException {
        for (int standard = 0; standard < DescriptorMoves.FIRST; standard++) {
            if (DescriptorPath.type(standard) != FileType.CLOSED) {
                check(c.posix_spawn_file_actions_addinherit_np(actions, standard));
            }
        }
    }

    /** A stream that was closed when the JVM started is a file of the JVM by now, which the child would get. */
    private void replaceFilesOfTheJvm() throws IOException {
        for (int standard = 0; standard < DescriptorMoves.FIRST; standard++) {
            if (OpenedByJvm.is(DescriptorFacts.of(standard))) {
                check(c.posix_spawn_file_actions_addopen(actions, standard, "/dev/null", CNumber.O_RDWR.here(), 0));
            }
        }
    }

    private void closeFrom(int first) throws IOException {
        try {
            check(c.posix_spawn_file_actions_addclosefrom_np(actions, first));
        } catch (UnsatisfiedLinkError olderThanGlibc234) {
            closeEach(first);
        }
    }

    /** A descriptor that another thread opens meanwhile without FD_CLOEXEC is left open. */
    private void closeEach(int first) throws IOException {
        String[] open = new File("/proc/self/fd").list();
        if (open == null) {
            throw new IOException(
                    "cannot list /proc/self/fd, so the child would inherit every descriptor of this process."
                            + " Mount /proc, or use glibc 2.34 or later.");
        }
        for (String number : open) {
            if (Integer.parseInt(number) >= first) {
                check(c.posix_spawn_file_actions_addclose(actions, Integer.parseInt(number)));
            }
        }
    }

    /** The group of {@code POSIX_SPAWN_SETPGROUP} is 0, the child's own, unless it is set. */
    private void setFlags() throws IOException {
        int flags = leadsGroup ? SIGNALS | CNumber.POSIX_SPAWN_SETPGROUP.here() : SIGNALS;
        if (CNumber.OS == OperatingSystem.MACOS) {
            // what no file action has put there is closed
            flags |= CNumber.POSIX_SPAWN_CLOEXEC_DEFAULT.macos();
        }
        check(c.posix_spawnattr_setflags(attributes, (short) flags));
    }

    private void resetSignals(Set<Integer> keeps) throws IOException {
        // not sigfillset(3): that of glibc spares the two signals of its own, which the child would then ignore
        signals.setMemory(0, LibC.OPAQUE_SIZE, (byte) 0xff);
        for (int kept : keeps) {
            int at = (kept - 1) / Byte.SIZE;
            signals.setByte(at, (byte) (signals.getByte(at) & ~(1 << (kept - 1) % Byte.SIZE)));
        }
        check(c.posix_spawnattr_setsigdefault(attributes, signals));
        signals.clear();
        check(c.posix_spawnattr_setsigmask(attributes, signals));
    }

    private void check(int errno) throws IOException {
        if (errno != 0) {
            throw new IOException("cannot start a child with " + size + " passed descriptors: " + LibC.reason(errno)
                    + ". " + fix(errno));
        }
    }

    private String fix(int errno) {
        return switch (Errno.of(errno, CNumber.OS).orElse(Errno.ENOMEM)) {
            case E2BIG -> "Give it fewer or shorter arguments, names and environment variables.";
            case EBADF, EMFILE ->
                "Keep each passed descriptor open. " + DescriptorRefusal.LIMIT + " above "
                        + (DescriptorMoves.FIRST + size) + ".";
            default -> "Let this user have more processes (ulimit -u), or free memory.";
        };
    }
}
