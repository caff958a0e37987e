package dev.doorbell.provider.systemd;

import dev.doorbell.provider.systemd.notify.SystemdServiceManager;
import dev.doorbell.provider.systemd.notify.WatchdogVariables;
import dev.doorbell.provider.systemd.variables.ListenVariables;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The provider of the listeners that the environment variables {@code LISTEN_PID}, {@code LISTEN_FDS} and {@code LISTEN_FDNAMES} announce:
 * from systemd, and from programs that use its protocol on any UNIX, such as {@code systemd-socket-activate} and systemfd.
 */
public final class SystemdProvider implements ListenerProvider {
    static final String NAME = ListenVariables.MANAGER;

    private static final String NOT_ON_WINDOWS = "Windows passes no descriptors.";

    private static final int MINIMUM_UPTIME_SECONDS = 2;

    /** On macOS too, where it is the descriptor itself; Linux has a link there. */
    private static final Path STANDARD_INPUT = Path.of("/dev/fd/0");

    // inode(7)
    private static final int S_IFMT = 0170000;
    private static final int S_IFSOCK = 0140000;

    /** For {@link java.util.ServiceLoader}. */
    public SystemdProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int priority() {
        return SERVICE_MANAGER;
    }

    @Override
    public ListenerSource examine(ProcessContext process) {
        if (process.operatingSystem() == OperatingSystem.WINDOWS) {
            return ListenerSource.failing(
                    Applicability.absent(NOT_ON_WINDOWS),
                    new UnsupportedOperationException(
                            NOT_ON_WINDOWS + " Choose another provider than systemd here (Builder.provider,"
                                    + " -Ddoorbell.provider or DOORBELL_PROVIDER)."));
        }
        try {
            return source(process);
        } catch (IOException | IllegalStateException malformed) {
            // something was meant for this process, or a property is misspelt: chosen, so that the claim says what is
            // wrong
            return ListenerSource.failing(Applicability.applies(String.valueOf(malformed.getMessage())), malformed);
        }
    }

    private static SystemdSource source(ProcessContext process) throws IOException {
        return new SystemdSource(ListenVariables.read(process), process.properties(), ListenVariables.FIRST_DESCRIPTOR);
    }

    @Override
    public Optional<ListenerHandle> connection(ProcessContext process) throws IOException {
        if (process.operatingSystem() == OperatingSystem.WINDOWS) {
            return Optional.empty();
        }
        Connections.checkIsFree(process);
        ListenerSource source = examine(process);
        Optional<ListenerHandle> passed =
                Connections.among(source.claim(List.of()).unclaimed());
        // where LISTEN_FDS is for this process, that is what it was started for
        Optional<ListenerHandle> connection =
                passed.isPresent() || source.applicability().applies() ? passed : Connections.standardInput(process);
        if (connection.isPresent()) {
            Connections.checkIsServed(connection.get());
            Connections.remember(process.properties(), connection.get());
        }
        return connection;
    }

    @Override
    public Optional<ListenerHandle> standardInput(ProcessContext process) throws IOException {
        boolean unix = process.operatingSystem() != OperatingSystem.WINDOWS;
        return unix && isSocket(STANDARD_INPUT) && !isAddressed(process)
                ? Connections.standardInput(process)
                : Optional.empty();
    }

    @Override
    public String howToPassStandardInput() {
        return "For Doorbell.open, remove StandardInput=socket from the unit: systemd then passes it as LISTEN_FDS.";
    }

    private boolean isAddressed(ProcessContext process) {
        return examine(process).applicability().applies();
    }

    @Override
    public List<ListenerHandle> stored(ProcessContext process, String name) throws IOException {
        return process.operatingSystem() == OperatingSystem.WINDOWS
                ? List.of()
                : source(process).take(name);
    }

    /** Asks without a class of the descriptors' module, which a program that binds does not load. */
    private static boolean isSocket(Path path) {
        try {
            return ((Integer) Files.getAttribute(path, "unix:mode") & S_IFMT) == S_IFSOCK;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException notTold) {
            return false;
        }
    }

    /**
     * Returns 2 seconds. systemd gives up on a unit that is started more than 5 times in 10 seconds ({@code StartLimitBurst=} and
     * {@code StartLimitIntervalSec=} of {@code systemd.unit(5)}), and on a socket that starts its service more than 20 times
     * in 2 ({@code TriggerLimitBurst=} of {@code systemd.socket(5)}). A service that runs for 2 seconds or more, and takes some
     * time to start, is within the defaults of both. A process cannot learn what its unit sets instead.
     */
    @Override
    public Duration minimumUptime() {
        return Duration.ofSeconds(MINIMUM_UPTIME_SECONDS);
    }

    @Override
    public Optional<ServiceManager> serviceManager(ProcessContext process) {
        if (process.operatingSystem() == OperatingSystem.WINDOWS) {
            return Optional.empty();
        }
        // a variable of the interface would have the verifier load that at every start
        SystemdServiceManager manager = new SystemdServiceManager(process);
        boolean watches = process.variable(WatchdogVariables.INTERVAL).isPresent();
        return manager.listens() || watches || isAddressed(process) ? Optional.of(manager) : Optional.empty();
    }
}
