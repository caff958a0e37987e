package dev.doorbell.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A network namespace for a program, which root may make, and others where they may make a user namespace. */
public final class OwnNetwork {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    public static final List<String> UNSHARE =
            ROOT ? List.of("unshare", "--net", "--") : List.of("unshare", "--map-root-user", "--net", "--");

    private static final long BOUND_SECONDS = 10;

    private OwnNetwork() {}

    /** Runs a command in the network of a program. */
    public static List<String> enter(long pid, String... arguments) {
        List<String> command = new ArrayList<>(List.of("nsenter", "--target", String.valueOf(pid), "--net"));
        if (!ROOT) {
            command.addAll(List.of("--user", "--preserve-credentials"));
        }
        command.add("--");
        command.addAll(List.of(arguments));
        return command;
    }

    public static boolean isAllowed() {
        List<String> command = new ArrayList<>(UNSHARE);
        command.add("true");
        try {
            Process process = new ProcessBuilder(command).start();
            return process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noUnshare) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
