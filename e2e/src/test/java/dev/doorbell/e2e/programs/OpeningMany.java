package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;

/** A program that opens a listener for each of its arguments, and prints the time that it took. */
public final class OpeningMany {
    private OpeningMany() {}

    /**
     * Opens the listeners.
     *
     * @param args the specs
     */
    public static void main(String[] args) throws Exception {
        ListenerSpec[] specs = new ListenerSpec[args.length];
        for (int index = 0; index < args.length; index++) {
            specs[index] = ListenerSpec.parse(args[index]);
        }
        long start = System.nanoTime();
        try (Listeners listeners = Doorbell.open(specs)) {
            long nanos = System.nanoTime() - start;
            for (Listener listener : listeners.all()) {
                System.out.println(listener.name() + " fd "
                        + listener.origin().descriptor().orElseThrow() + " "
                        + listener.address().map(Address::toString).orElse("nowhere"));
            }
            System.out.println("nanos " + nanos);
        }
    }
}
