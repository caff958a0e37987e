package dev.doorbell.provider.launchd;

import dev.doorbell.descriptors.posix.JnaTrouble;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** launchd, reached when it is first asked: until then nothing native is loaded, and no class of JNA. */
final class LazyLaunchd implements Launchd {
    private @Nullable Launchd reached;

    @Override
    public Answer activate(String name) {
        try {
            Launchd launchd = reached;
            if (launchd == null) {
                launchd = SystemLaunchd.load();
                reached = launchd;
            }
            return launchd.activate(name);
        } catch (LinkageError e) {
            throw new UnsupportedOperationException(explain(e), e);
        }
    }

    @Override
    public long parent() {
        Launchd launchd = reached;
        return launchd == null ? parentWithoutNatives() : launchd.parent();
    }

    private static long parentWithoutNatives() {
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        return parent.isPresent() ? parent.get().pid() : 0;
    }

    private static String explain(LinkageError failure) {
        Optional<JnaTrouble> trouble = JnaTrouble.behind(failure);
        return trouble.isPresent() ? trouble.get().explain("Asking launchd for its sockets") : libraryMissing(failure);
    }

    private static String libraryMissing(LinkageError error) {
        return "cannot ask launchd for its sockets: launch_activate_socket of libSystem cannot be loaded ("
                + firstLine(String.valueOf(error.getMessage()))
                + "). Only macOS has it: on another system do not force the provider " + LaunchdProvider.NAME
                + " (Builder.provider, -Ddoorbell.provider or DOORBELL_PROVIDER).";
    }

    /** Removes the lines with the places that JNA looked at, which follow a colon; they stay in the cause. */
    private static String firstLine(String message) {
        int end = message.indexOf(":\n");
        return end < 0 ? message : message.substring(0, end);
    }
}
