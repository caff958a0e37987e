package dev.doorbell.cli;

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
            description = "The service's name: echo makes echo.service.")
    private String name = "";

    @Option(
            names = "--label",
            paramLabel = "LABEL",
            description = "What launchd calls it, and its file: dev.example.echo. NAME if not given.")
    private @Nullable String label;

    @Option(names = "--description", paramLabel = "TEXT", description = "What systemd's lists say of it.")
    private @Nullable String description;

    @Option(names = "--user", paramLabel = "NAME", description = "The account that it runs as.")
    private @Nullable String user;

    @Option(names = "--user-unit", description = "A service of one user, without root.")
    private boolean userUnit;

    @Option(
            names = "--idle-exit",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "The program ends after so long without work: 300, 90s, 5min, 1h. Its Lifecycle finds the"
                    + " time in DOORBELL_IDLE_EXIT.")
    private @Nullable Duration idleExit;

    @Option(names = "--notify", description = "The program itself tells systemd when it is ready.")
    private boolean notify;

    @Option(
            names = "--start-up",
            paramLabel = "RECIPE",
            converter = StartUpText.class,
            description = "Make java start sooner: \"flags\", the serial collector and the C1 compiler alone;"
                    + " \"appcds\", these and an archive of the program's classes, which is made at installation;"
                    + " \"aot\", these and an AOT cache instead, from JDK 25 on; \"auto\", these and an archive that the"
                    + " JVM keeps itself, from JDK 19 on, for systemd.")
    private @Nullable StartUp startUp;

    @Option(
            names = "--class-archive",
            paramLabel = "FILE",
            description = "The archive of appcds and aot, by an absolute path; beside the jar if this is not said.")
    private @Nullable String classArchive;

    @Option(names = "--no-sandbox", description = "Leave out the settings that shut the program in.")
    private boolean open;

    @Option(
            names = {"-a", "--accept"},
            description = "systemd takes each connection, and starts the program for it.")
    private boolean accept;

    @Option(
            names = "--inetd",
            description =
                    "With --accept: pass the connection as standard input, and keep from the client what the program"
                            + " and the JVM print.")
    private boolean inetd;

    @Option(names = "--output", paramLabel = "DIR", description = "Write files there, not to standard output.")
    private @Nullable String output;

    @Option(names = "--force", description = "Overwrite files that are there.")
    private boolean force;

    @Parameters(
            paramLabel = "SPEC... -- COMMAND",
            description = "The listeners, and then the program with its arguments.")
    private List<String> words = List.of();

    UnitsCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        try {
            write(target.files(declaration()));
            return ExitCode.OK;
        } catch (IllegalArgumentException wrong) {
            return complain(wrong, ExitCode.USAGE);
        } catch (IOException | UnsupportedOperationException refused) {
            return complain(refused, ExitCode.SOFTWARE);
        }
    }

    private ServiceDeclaration declaration() {
        refuseWhatTheOtherHas();
        SpecsAndCommand given = SpecsAndCommand.of(Objects.requireNonNull(spec), words);
        ServiceDeclaration.Builder service = ServiceDeclaration.named(name)
                .userUnit(userUnit)
                .notify(notify)
                .sandbox(!open)
                .accept(accept)
                .inetd(inetd)
                .command(given.command().toArray(new String[0]));
        given.specs().forEach(service::listener);
        if (label != null) {
            service.label(label);
        }
        if (description != null) {
            service.description(description);
        }
        if (user != null) {
            service.user(user);
        }
        if (idleExit != null) {
            service.idleExit(idleExit);
        }
        if (startUp != null) {
            service.startUp(startUp);
        }
        if (classArchive != null) {
            service.classArchive(classArchive);
        }
        return service.build();
    }

    /** In the library one declaration is for both; here an option that does nothing is a mistake. */
    private void refuseWhatTheOtherHas() {
        if (target == Target.systemd && label != null) {
            throw new UnsupportedOperationException("systemd has no labels. Leave out --label.");
        }
        if (target == Target.launchd && description != null) {
            throw new UnsupportedOperationException("launchd has no descriptions. Leave out --description.");
        }
        if (target == Target.launchd && open) {
            throw new UnsupportedOperationException("launchd has no sandbox. Leave out --no-sandbox.");
        }
        if (output != null && output.isEmpty()) {
            throw new IllegalArgumentException("--output names no folder. Write . for this one.");
        }
        if (force && output == null) {
            throw new IllegalArgumentException("--force overwrites files, and there is no --output DIR to write to.");
        }
    }

    private void write(List<UnitFile> files) throws IOException {
        if (output == null) {
            UnitOutput.print(files, out);
        } else {
            for (Path written : new UnitOutput(Path.of(output), force).write(files)) {
                out.println(written);
            }
        }
    }

    private int complain(Exception failure, int status) {
        err.println("doorbell: " + Messages.of(failure));
        return status;
    }

    /** The service managers, as the option names them. */
    enum Target {
        systemd,
        launchd;

        List<UnitFile> files(ServiceDeclaration service) {
            return this == systemd ? SystemdUnits.of(service) : List.of(LaunchdPlist.of(service));
        }
    }
}
