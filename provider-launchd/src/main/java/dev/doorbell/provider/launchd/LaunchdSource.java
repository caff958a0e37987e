package dev.doorbell.provider.launchd;

import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The source of the sockets that launchd holds for a job. It is examined without JNA, which only a claim loads. */
public final class LaunchdSource implements ListenerSource {
    private final @Nullable Launchd launchd;
    private final ProcessContext process;
    private Optional<String> causeOfNothing = Optional.empty();

    LaunchdSource(ProcessContext process) {
        this(null, process);
    }

    /**
     * A source of the sockets of a process.
     *
     * @param launchd null to reach launchd when it is first asked, until when nothing that this takes is loaded
     * @param process the process, whose system properties have the ledger of what is taken
     */
    public LaunchdSource(@Nullable Launchd launchd, ProcessContext process) {
        this.launchd = launchd;
        this.process = process;
    }

    @Override
    public Applicability applicability() {
        OperatingSystem system = process.operatingSystem();
        if (system != OperatingSystem.MACOS) {
            return Applicability.absent(
                    system == OperatingSystem.OTHER ? "this is not macOS." : "this is " + system + ".");
        }
        ServiceName serviceName = ServiceName.of(process);
        return serviceName.isJob()
                ? Applicability.applies(serviceName.seen() + ".")
                : Applicability.absent(serviceName.seen() + ".");
    }

    @Override
    public Claims claim(List<ListenerSpec> specs) throws IOException {
        UnknownNames unknown = new UnknownNames(process, launchd == null ? new LazyLaunchd() : launchd);
        Claims claims = new LaunchdClaim(process, unknown).claim(specs);
        causeOfNothing = unknown.cause();
        return claims;
    }

    @Override
    public String howToPass(ListenerSpec spec) {
        return causeOfNothing.orElse("Add the key \"" + spec.name()
                + "\" to the Sockets dictionary of the job's property list, launchd.plist(5), and load the job again.");
    }
}
