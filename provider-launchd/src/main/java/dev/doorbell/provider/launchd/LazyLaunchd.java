package dev.doorbell.provider.launchd;

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
            throw new UnsupportedOperationException(isJnaMissing(e) ? jnaMissing() : libraryMissing(e), e);
        }
    }

    /** Where JNA is there and cannot load its own native part, the class is said to be missing too, from the second try. */
    private static boolean isJnaMissing(LinkageError error) {
        return error instanceof NoClassDefFoundError && error.getCause() instanceof ClassNotFoundException;
    }

    private static String jnaMissing() {
        return "launchd is asked for its sockets through JNA, and JNA is not there. Add net.java.dev.jna:jna to the "
                + "class path; on the module path add --add-modules com.sun.jna too.";
    }

    private static String libraryMissing(LinkageError error) {
        return "launchd is asked for its sockets through launch_activate_socket of libSystem, and that cannot be loaded "
                + "here (" + firstLine(String.valueOf(error.getMessage()))
                + "). Only macOS has it: on another system do not set "
                + "doorbell.provider=" + LaunchdProvider.NAME + ".";
    }

    /** JNA goes on, after a colon, with a line for each place that it looked at; they stay in the cause. */
    private static String firstLine(String message) {
        int end = message.indexOf(":\n");
        return end < 0 ? message : message.substring(0, end);
    }
}
