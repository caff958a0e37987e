package dev.doorbell.cli;

import static org.apache.commons.lang3.Validate.isTrue;

import dev.doorbell.units.LaunchdPlist;
import dev.doorbell.units.ServiceDeclaration;
import dev.doorbell.units.StartUp;
import dev.doorbell.units.SystemdUnits;
import dev.doorbell.units.UnitFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code doorbell units}: the files that install a service, from the specs of its listeners. */
@Command(
        name = "units",
        description = "Write the unit files or the property list of a service.",
        customSynopsis = {
            "doorbell units --target systemd|launchd --name NAME [OPTIONS] SPEC... -- COMMAND...",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = ManifestVersion.class)
final class UnitsCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--target", required = true, paramLabel = "systemd|launchd", description = "The service manager.")
    private Target target = Target.systemd;

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "The service's name: echo for echo.service.")
    private String name = "";

    @Option(
            names = "--label",
            paramLabel = "LABEL",
            description = "The label and the file name for launchd, for example dev.example.echo. NAME by default.")
    private Optional<String> label = Optional.empty();

    @Option(names = "--description", paramLabel = "TEXT", description = "The description that systemd shows.")
    private Optional<String> description = Optional.empty();

    @Option(names = "--user", paramLabel = "NAME", description = "The account that the service runs as.")
    private Optional<String> user = Optional.empty();

    @Option(names = "--user-unit", description = "A service of one user, without root.")
    private boolean userUnit;

    @Option(
            names = "--idle-exit",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description =
                    "The idle time after which the program exits: 300, 90s, 5min, 1h. Its Lifecycle reads the time"
                            + " from DOORBELL_IDLE_EXIT.")
    private Optional<Duration> idleExit = Optional.empty();

    @Option(names = "--notify", description = "The program notifies systemd when it is ready.")
    private boolean notify;

    @Option(
            names = "--start-up",
            paramLabel = "RECIPE",
            converter = StartUpText.class,
            description = "Shorten the start of java: \"flags\" is the serial collector and only the C1 compiler;"
                    + " \"appcds\" adds an archive of the program's classes, made at installation; \"aot\" adds an AOT"
                    + " cache instead (JDK 25); \"auto\" adds an archive that the JVM maintains (JDK 19, systemd only)."
                    + " Make an archive with the collector that the service runs with.")
    private Optional<StartUp> startUp = Optional.empty();

    @Option(
            names = "--class-archive",
            paramLabel = "FILE",
            description = "The absolute path of the archive of appcds and aot. By default it lies beside the jar.")
    private Optional<String> classArchive = Optional.empty();

    @Option(
            names = "--agent",
            paramLabel = "FILE",
            description = "The absolute path of doorbell-agent.jar, for a java program without Doorbell. --notify and"
                    + " --idle-exit are done by the agent.")
    private Optional<String> agent = Optional.empty();

    @Option(names = "--no-sandbox", description = "Omit the settings that isolate the program.")
    private boolean open;

    @Option(
            names = {"-a", "--accept"},
            description = "systemd accepts each connection, and starts the program for it.")
    private boolean accept;

    @Option(
            names = "--inetd",
            description = "With --accept: pass the connection as standard input, and send the output of the program and"
                    + " the JVM to the journal.")
    private boolean inetd;

    @Option(names = "--output", paramLabel = "DIR", description = "Write files to DIR, not to standard output.")
    private Optional<String> output = Optional.empty();

    @Option(names = "--force", description = "Overwrite existing files.")
    private boolean force;

    @Parameters(paramLabel = "SPEC... -- COMMAND", description = "The listeners, then the program with its arguments.")
    private List<String> words = List.of();

    UnitsCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        try {
            write(files(declaration()));
            return ExitCode.OK;
        } catch (IllegalArgumentException wrong) {
            return complain(wrong, ExitCode.USAGE);
        } catch (IOException | UnsupportedOperationException refused) {
            return complain(refused, ExitCode.SOFTWARE);
        }
    }

    private ServiceDeclaration declaration() {
        refuseWithoutEffect();
        SpecsAndCommand given = SpecsAndCommand.of(Objects.requireNonNull(spec), words);
        ServiceDeclaration.Builder service = ServiceDeclaration.named(name)
                .userUnit(userUnit)
                .notify(notify)
                .sandbox(!open)
                .accept(accept)
                .inetd(inetd)
                .command(given.command().toArray(new String[0]));
        given.specs().forEach(service::listener);
        label.ifPresent(service::label);
        description.ifPresent(service::description);
        user.ifPresent(service::user);
        idleExit.ifPresent(service::idleExit);
        startUp.ifPresent(service::startUp);
        classArchive.ifPresent(service::classArchive);
        agent.ifPresent(service::agent);
        return service.build();
    }

    /** A declaration of the library is for both service managers; here an option without effect is an error. */
    private void refuseWithoutEffect() {
        isTrue(target == Target.launchd || label.isEmpty(), "systemd has no labels. Omit --label.");
        isTrue(target == Target.systemd || description.isEmpty(), "launchd has no descriptions. Omit --description.");
        isTrue(target == Target.systemd || !open, "launchd has no sandbox. Omit --no-sandbox.");
        isTrue(!output.equals(Optional.of("")), "--output names no directory. Write . for the current one.");
        isTrue(!force || output.isPresent(), "--force requires --output DIR. Add it, or omit --force.");
    }

    private List<UnitFile> files(ServiceDeclaration service) {
        return target == Target.systemd
                ? SystemdUnits.of(service)
                : List.of(LaunchdPlist.of(service, warning -> err.println("doorbell: " + warning)));
    }

    private void write(List<UnitFile> files) throws IOException {
        if (output.isEmpty()) {
            UnitOutput.print(files, out);
        } else {
            new UnitOutput(Path.of(output.get()), force).write(files).forEach(out::println);
        }
    }

    private int complain(Exception failure, int status) {
        err.println("doorbell: " + Messages.of(failure));
        return status;
    }

    /** The service managers, as the option names them. */
    enum Target {
        systemd,
        launchd
    }
}
