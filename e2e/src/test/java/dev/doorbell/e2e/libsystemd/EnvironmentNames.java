package dev.doorbell.e2e.libsystemd;

import dev.doorbell.provider.systemd.SystemdProvider;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.util.List;

/** A program that prints the names of the descriptors that its environment announces. */
final class EnvironmentNames {
    private EnvironmentNames() {}

    public static void main(String[] arguments) throws IOException {
        ListenerSource source = new SystemdProvider().examine(ProcessContext.current());
        for (ListenerHandle listener : source.claim(List.of()).unclaimed()) {
            System.out.println(ListenCase.visible(listener.name()));
        }
    }
}
