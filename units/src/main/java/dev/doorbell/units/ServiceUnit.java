package dev.doorbell.units;

import java.util.List;

/** The unit of the program itself, {@code systemd.service(5)}. */
final class ServiceUnit {
    private ServiceUnit() {}

    static String text(ServiceDeclaration service, List<String> sockets) {
        String all = String.join(" ", sockets);
        UnitWriter unit = new UnitWriter();
        unit.section("Unit");
        unit.set("Description", UnitText.value("description", service.description()));
        if (service.isAccepting()) {
            unit.comment("One that has failed with its client is not kept.");
            unit.set("CollectMode", "inactive-or-failed");
        } else {
            unit.comment("Also where the service is started by hand, it is not to bind its own sockets.");
            unit.set("Requires", all);
            unit.set("After", all);
        }
        unit.section("Service");
        start(unit, service);
        account(unit, service);
        if (service.isSandboxed()) {
            Sandbox.write(unit, service);
        }
        if (!service.isAccepting()) {
            unit.section("Install");
            unit.set("Also", all);
        }
        return unit.text();
    }

    private static void start(UnitWriter unit, ServiceDeclaration service) {
        if (service.isNotifying()) {
            unit.set("Type", "notify");
            unit.set("NotifyAccess", "main");
        }
        command(unit, service);
        if (service.isInetd()) {
            standardStreams(unit);
        }
        unit.comment("A JVM that is told to end before the program is ready reports 128 + SIGTERM.");
        unit.set("SuccessExitStatus", "143");
        unit.comment("Without a UTF-8 locale, a JVM cannot name every path, such as that of a client's socket.");
        unit.set("Environment", "LC_ALL=C.UTF-8");
        if (service.idleExit().isPresent()) {
            unit.comment(
                    "In seconds, for the program's Lifecycle. It ends by itself, and the next client starts it again.");
            unit.set(
                    "Environment",
                    IdleTime.VARIABLE + "="
                            + IdleTime.seconds(service.idleExit().get()));
        }
        if (service.isNotifying() || service.idleExit().isPresent()) {
            unit.comment("Work in progress is waited for, and then the program's own end: longer than both.");
            unit.set("TimeoutStopSec", Integer.toString(IdleTime.LONGEST_END));
        }
    }

    /** Without these two, both are standard input: the connection, {@code systemd.exec(5)}. */
    private static void standardStreams(UnitWriter unit) {
        unit.set("StandardInput", "socket");
        unit.comment(
                "The program answers on the socket that is its standard input. What it and the JVM print, such as");
        unit.comment("\"Picked up JAVA_TOOL_OPTIONS\", is not for the client.");
        unit.set("StandardOutput", "journal");
        unit.set("StandardError", "journal");
    }

    private static void command(UnitWriter unit, ServiceDeclaration service) {
        unit.comment(
                "No wrapper script, unless it ends with `exec`: LISTEN_PID names the process that systemd starts.");
        service.startUp().filter(StartUp::isMadeAtInstallation).ifPresent(recipe -> {
            unit.comment(
                    "The archive is made at installation, and again when java or the program is another one, by a");
            unit.comment("run with " + recipe.writing() + " in the place of " + recipe.reading()
                    + "; without it, the start is slower.");
        });
        unit.set("ExecStart", StartCommand.inUnit(service));
        if (service.startUp().filter(StartUp.AUTO::equals).isPresent()) {
            unit.comment("For the archive, which the JVM makes when the program ends, and anew for another one.");
            unit.set("CacheDirectory", service.name());
        }
    }

    private static void account(UnitWriter unit, ServiceDeclaration service) {
        if (service.user().isPresent()) {
            unit.set("User", service.user().get());
        } else if (!service.isUserUnit() && service.isSandboxed()) {
            unit.comment("An account that exists while the service runs.");
            unit.set("DynamicUser", "yes");
        }
    }
}
