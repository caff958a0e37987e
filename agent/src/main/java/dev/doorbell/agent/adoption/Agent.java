package dev.doorbell.agent.adoption;

import dev.doorbell.agent.lifetime.Lifetime;
import dev.doorbell.agent.rewriting.HooksClass;
import dev.doorbell.agent.rewriting.Rewriting;
import dev.doorbell.provider.systemd.SystemdSource;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import dev.doorbell.provider.systemd.notify.SystemdServiceManager;
import dev.doorbell.provider.systemd.variables.ListenVariables;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.function.Consumer;

/** The agent behind its entry point: it reads what was passed, and lets the program's sockets have it. */
public final class Agent implements Consumer<Instrumentation> {
    /** Without a lambda, whose bootstrap costs more than the rest of the start. */
    private static final Consumer<String> LOG = new Consumer<>() {
        @Override
        public void accept(String message) {
            warn(message);
        }
    };

    /** For the entry point, which knows it by its name. */
    public Agent() {}

    /** A failure is one message, and the program runs as it would without the agent. */
    @Override
    public void accept(Instrumentation instrumentation) {
        ProcessContext process = ProcessContext.current();
        try {
            if (hasSecurityManager(process)) {
                warn("the program has a SecurityManager, which the agent does not support. Nothing is adopted. Remove"
                        + " -Djava.security.manager.");
            } else {
                start(process, instrumentation);
            }
        } catch (IOException | RuntimeException e) {
            warn((e.getMessage() == null ? e.toString() : e.getMessage()) + " Nothing is adopted.");
        }
    }

    private static boolean hasSecurityManager(ProcessContext process) {
        String manager = process.property("java.security.manager").orElse("disallow");
        return !manager.equals("allow") && !manager.equals("disallow");
    }

    private static void start(ProcessContext process, Instrumentation instrumentation) throws IOException {
        ListenVariables variables = ListenVariables.read(process);
        if (variables.applicability().applies()) {
            Settings settings = Settings.of(process);
            HooksClass.define(instrumentation);
            SystemdSource systemd =
                    new SystemdSource(variables, process.properties(), ListenVariables.FIRST_DESCRIPTOR);
            start(process, settings, systemd.passed(), instrumentation);
            return;
        }
        LaunchdListeners launchd = new LaunchdListeners(process);
        if (variables.applicability().warning()) {
            warn(variables.applicability().reason());
        } else if (launchd.mayBePassed()) {
            Settings settings = Settings.of(process);
            HooksClass.define(instrumentation);
            start(process, settings, launchd.called(settings.names()), instrumentation);
        }
    }

    private static void start(
            ProcessContext process,
            Settings settings,
            List<PassedDescriptor> descriptors,
            Instrumentation instrumentation)
            throws IOException {
        PassedListeners passed = PassedListeners.of(descriptors, process.properties(), settings.names());
        for (String message : passed.unusableNames()) {
            warn(message);
        }
        Rewriting rewriting = new Rewriting(instrumentation, passed.kinds(), process.operatingSystem(), LOG);
        List<String> missing = rewriting.start();
        if (missing.isEmpty()) {
            install(process, settings, passed, new PassedPaths(descriptors));
        } else {
            otherJdk(settings, missing);
        }
    }

    private static void install(ProcessContext process, Settings settings, PassedListeners passed, PassedPaths paths) {
        Lifetime lifetime =
                new Lifetime(passed.intake(), new SystemdServiceManager(process, LOG), settings.ready(), LOG);
        AdoptingHooks.install(passed, paths, lifetime, settings.drain());
        lifetime.prepare();
        if (settings.idle().isZero()) {
            return;
        }
        if (process.operatingSystem() == OperatingSystem.LINUX && passed.allAccept()) {
            lifetime.exitWhenIdle(settings.idle());
        } else {
            warn(
                    "doorbell.agent.idle counts connections, which it can on Linux and of TCP and UNIX stream listeners only: "
                            + passed + ". The program is never idle.");
        }
    }

    private static void otherJdk(Settings settings, List<String> missing) {
        warn("JDK " + Runtime.version() + " binds in another way than 17 to 28 do: it has no "
                + String.join(", no ", missing) + ". Nothing is adopted. Use a newer Doorbell, or such a JDK.");
        if (settings.stopsOnUnknown()) {
            System.exit(1);
        }
    }

    static void warn(String message) {
        System.err.println("doorbell-agent: " + message);
    }
}
