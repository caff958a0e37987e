package dev.doorbell.startup;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.spec.ListenerSpec;
import java.nio.file.Path;

/** The same with Doorbell, by way of {@link BareFallback}; it says what it serves on, as programs do. */
public final class DoorbellBind {
    private DoorbellBind() {}

    public static void main(String[] args) throws Exception {
        ListenerSpec[] specs = {
            ListenerSpec.parse("http=tcp4://127.0.0.1:0?backlog=128&reuseport=true"),
            ListenerSpec.parse("six=tcp6://[::1]:0"),
            ListenerSpec.parse("control=unix:///run/x%20y.sock?mode=0660"),
            ListenerSpec.udp("dns", "localhost", 0),
            ListenerSpec.unix("typed", Path.of("/run/y.sock")).mode(0600).backlog(5)
        };
        for (ListenerSpec spec : specs) {
            System.out.println("Serving on " + spec);
        }
        try (Listeners listeners = Doorbell.open(specs)) {
            for (Listener listener : listeners.all()) {
                System.out.println(listener);
            }
            listeners.get("http").serverSocketChannel();
        }
    }
}
