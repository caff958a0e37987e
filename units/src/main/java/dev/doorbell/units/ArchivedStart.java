package dev.doorbell.units;

import java.util.Optional;

/** How a service is started that has an archive of its classes. */
final class ArchivedStart {
    private ArchivedStart() {}

    static void write(UnitWriter unit, ServiceDeclaration service, StartUp recipe) {
        String archive = file(service, recipe);
        unit.comment("The first run leaves " + archive + " when it ends, and the later ones start from it.");
        unit.comment("`exec`, as LISTEN_PID names the process that systemd starts.");
        unit.set(
                "ExecStart",
                "/bin/sh -c " + UnitText.argument(StartCommand.script(service, recipe)) + " " + archive
                        + UnitText.arguments(StartCommand.java(service)));
        unit.comment(
                "A JVM may crash on a damaged archive, and does not use one of another JDK or program: made anew.");
        unit.set(
                "ExecStopPost",
                "/bin/sh -c " + UnitText.argument(StartCommand.cleaning()) + " " + archive
                        + UnitText.arguments(StartCommand.sources(service)));
        folder(unit, service);
        unit.comment("What its lines in the journal begin with: the shell's name otherwise.");
        unit.set("SyslogIdentifier", "java");
    }

    /** It is the service's own in whichever sandbox, and {@code %C} is in the home of a user unit's user. */
    private static String file(ServiceDeclaration service, StartUp recipe) {
        return service.classArchive()
                .map(UnitText::argument)
                .orElse("%C/" + service.name() + "/" + service.name() + recipe.suffix());
    }

    private static void folder(UnitWriter unit, ServiceDeclaration service) {
        Optional<String> archive = service.classArchive();
        if (archive.isEmpty()) {
            unit.set("CacheDirectory", service.name());
        } else if (service.isSandboxed() && !service.isUserUnit()) {
            String path = archive.get();
            unit.set("ReadWritePaths", UnitText.path("-" + path.substring(0, Math.max(1, path.lastIndexOf('/')))));
        }
    }
}
