package dev.doorbell.benchmarks.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;

/** Doorbell, whichever way in is open, and whether anything is passed or not. */
public final class WithDoorbell {
    private WithDoorbell() {}

    /**
     * Opens, and answers.
     *
     * @param args a spec named x
     */
    public static void main(String[] args) throws IOException {
        try (Listeners listeners = Doorbell.open(ListenerSpec.parse(args[0]))) {
            Answer.first(listeners.get("x").serverSocketChannel());
        }
    }
}
