package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A program that starts another one in the ordinary way while it has listeners. */
public final class Begetting {
    private Begetting() {}

    /**
     * Starts the other program, and ends with its exit status.
     *
     * @param args a spec, and the other program's command
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> command = Arrays.asList(args).subList(1, args.length);
        int status;
        try (Listeners listeners = Doorbell.open(ListenerSpec.parse(args[0]))) {
            System.out.println("parent has " + listeners);
            status = new ProcessBuilder(command).inheritIO().start().waitFor();
        }
        System.exit(status);
    }
}
