package dev.doorbell.units;

import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.units.text.UnitText;
import dev.doorbell.units.text.UnitWriter;
import java.util.List;

/** The unit of the program, {@code systemd.service(5)}. */
final class ServiceUnit {
    private ServiceUnit() {}

    static String text(ServiceDeclaration service, List<String> sockets) {
        String all = String.join(" ", sockets);
        UnitWriter unit = new UnitWriter();
        unit.section("Unit");
        unit.set("Description", UnitText.value("description", service.description));
        if (service.accept) {
            unit.comment("Removes the instance of a connection when it has failed.");
            unit.set("CollectMode", "inactive-or-failed");
        } else {
            unit.comment("Also when the service is started by hand, the sockets are open before and are passed to it.");
            unit.set("Requires", all);
            unit.set("After", all);
        }
        unit.section("Service");
        if (service.notify) {
            notification(unit, service);
        }
        command(unit, service);
        process(unit, service);
        account(unit, service);
        if (service.sandbox) {
            Sandbox.write(unit, service);
        }
        if (!service.accept) {
            unit.section("Install");
            unit.set("Also", all);
        }
        return unit.text();
    }

    private static void notification(UnitWriter unit, ServiceDeclaration service) {
        unit.set("Type", "notify");
        unit.set("NotifyAccess", "main");
        // not for a user, whose manager has another path; and not with a socket as standard input, which systemd up to
        // 257
        // counts among the names and not among the descriptors
        if (!service.userUnit && !service.inetd) {
            unit.comment("From systemd 253 on: passes a connection to the notify socket, so that notifications take no"
                    + " native code. An older one ignores the line.");
            unit.set("OpenFile", "/run/systemd/notify:doorbell-notify:graceful");
        }
    }

    private static void command(UnitWriter unit, ServiceDeclaration service) {
        unit.comment("A wrapper script must end with `exec`: LISTEN_PID is the process that systemd starts.");
        service.startUp
                .filter(StartUp::isMadeAtInstallation)
                .ifPresent(recipe -> unit.lines("""
                # The archive is made at installation, and again when java or the program has changed, by a
                # run with %s instead of %s. Use the same collector for both.
                # Without the archive, or with one that the JVM refuses, the start is slower.
                """.formatted(recipe.writing, recipe.reading)));
        unit.set("ExecStart", StartCommand.inUnit(service));
        if (service.startUp.filter(StartUp.AUTO::equals).isPresent()) {
            unit.comment("For the archive, which the JVM writes when the program exits.");
            unit.set("CacheDirectory", service.name);
        }
    }

    private static void process(UnitWriter unit, ServiceDeclaration service) {
        if (service.inetd) {
            // by default, both are the connection as well: systemd.exec(5)
            unit.lines("""
                    StandardInput=socket
                    # The program answers on its standard input. What it and the JVM print, for example
                    # "Picked up JAVA_TOOL_OPTIONS", does not reach the client.
                    StandardOutput=journal
                    StandardError=journal
                    """);
        }
        unit.lines("""
                # A JVM that is stopped before the program is ready exits with 128 + SIGTERM.
                SuccessExitStatus=143
                # Without a UTF-8 locale, a JVM cannot represent every path, such as that of a client's socket.
                Environment=LC_ALL=C.UTF-8
                """);
        service.idleSeconds().ifPresent(seconds -> {
            unit.comment("In seconds, for the program's Lifecycle: it exits when idle, and the next client starts it.");
            unit.set("Environment", Lifecycle.IDLE_EXIT + "=" + seconds);
        });
        if (service.notify || service.idleExit.isPresent() || service.agent.isPresent()) {
            unit.comment("Longer than the drain of work in progress and the program's shutdown together.");
            unit.set("TimeoutStopSec", Integer.toString(ServiceDeclaration.LONGEST_STOP));
        }
    }

    private static void account(UnitWriter unit, ServiceDeclaration service) {
        if (service.user.isPresent()) {
            unit.set("User", service.user.get());
        } else if (!service.userUnit && service.sandbox) {
            unit.comment("An account that exists while the service runs.");
            unit.set("DynamicUser", "yes");
        }
    }
}
