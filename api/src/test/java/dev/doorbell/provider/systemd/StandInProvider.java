package dev.doorbell.provider.systemd;

import dev.doorbell.TestProviders;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;

/** A provider that is defined under the name of systemd's. It has what the variable STAND_IN says. */
public final class StandInProvider extends TestProviders.Sound {
    @Override
    public String name() {
        return "systemd";
    }

    @Override
    public ListenerSource examine(ProcessContext process) {
        return switch (process.variable("STAND_IN").orElse("applies")) {
            case "absent" ->
                ListenerSource.nothing(Applicability.absent("LISTEN_PID is another's"), "There is no way.");
            case "throws" -> throw new IllegalStateException("no examination today");
            default -> super.examine(process);
        };
    }
}
