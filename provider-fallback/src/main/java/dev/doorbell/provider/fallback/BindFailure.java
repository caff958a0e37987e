package dev.doorbell.provider.fallback;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The error of a bind: the address, the reason and the fix. The operating system tells only the reason. */
final class BindFailure {
    private static final int FIRST_UNPRIVILEGED_PORT = 1024;

    private BindFailure() {}

    /** Makes the error of a bind that Doorbell itself refuses. */
    static BindException of(ListenerSpec spec, Address address, String why, String fix) {
        return new BindException("cannot bind " + address + " for the spec " + spec + ": " + why + ". " + fix);
    }

    static BindException of(ListenerSpec spec, Address address, IOException refused) {
        BindRefusal refusal = BindRefusal.of(refused);
        BindException failure = of(spec, address, refusal.told(refused), fix(refusal, spec, address));
        failure.initCause(refused);
        return failure;
    }

    private static String fix(BindRefusal refusal, ListenerSpec spec, Address address) {
        Path directory = directory(address);
        return switch (refusal) {
            case IN_USE ->
                "Stop the program that listens there, or use another address; if that is a service manager's socket for this"
                        + " program, start the program through it.";
            case DENIED, NOT_PERMITTED -> right(spec, address, directory);
            case NOT_OF_THIS_MACHINE -> "Use an address of this machine, or * for all of them.";
            case MISSING, NO_DIRECTORY ->
                spec.kind().orElseThrow() == Kind.SPECIAL
                        ? "Use the path of an existing device, or of a file in /proc or /sys."
                        : "Create the directory " + directory + " (RuntimeDirectory= in a systemd unit), or use another"
                                + " path.";
            case READ_ONLY -> "Use a path that can be written, such as one below /run.";
            case TOO_MANY, TOO_MANY_IN_ALL ->
                address instanceof Address.MessageQueue
                        ? "Remove unused queues, or raise the limit of what a user's queues may hold (ulimit -q,"
                                + " LimitMSGQUEUE= in a systemd unit)."
                        : "Raise the limit (ulimit -n, LimitNOFILE= in a systemd unit), or keep fewer files open.";
            case UNSAFE ->
                "Take the permission to write there from other users, or set the sticky bit; or let the umask keep the mode"
                        + " (UMask= in a systemd unit).";
            case OF_ANOTHER_USER ->
                "Remove it, give it to this user, or use another " + (directory == null ? "name." : "path.");
            case NO_LOCK ->
                "Use a path on a file system with locks, such as one below /run; or start the lock service of NFS.";
            case KEEPS_NO_OWNER -> "Use a path on a file system that keeps them, such as one below /run.";
            case REPLACED -> "Start one of them.";
            case OTHER ->
                directory == null && address instanceof Address.MessageQueue
                        ? "Ask for the mode that it has, remove it, or use another name."
                        : directory == null
                                ? "Check that the address is one of this machine and free, or use another."
                                : other(spec.kind().orElseThrow(), directory);
        };
    }

    private static String other(Kind kind, Path directory) {
        return switch (kind) {
            case FIFO -> "Move the existing file away, ask for the mode that it has, or use another path.";
            case SPECIAL -> "Use the path of a character device, or of a file in /proc or /sys.";
            default -> "Check that sockets can be made in " + directory + ", or use another path.";
        };
    }

    private static String right(ListenerSpec spec, Address address, @Nullable Path directory) {
        if (directory != null) {
            return "Let this user write to " + directory + ", or use another path.";
        }
        return address instanceof Address.Ip ip && ip.port() > 0 && ip.port() < FIRST_UNPRIVILEGED_PORT
                ? "Let a service manager pass the port as \"" + spec.name() + "\", or use one from "
                        + FIRST_UNPRIVILEGED_PORT + "."
                : "Let this user bind it, or use another address.";
    }

    private static @Nullable Path directory(Address address) {
        return address instanceof Address.File file
                ? file.path().toAbsolutePath().getParent()
                : null;
    }
}
