package dev.doorbell.units;

import dev.doorbell.spec.ListenerSpec;
import java.util.List;

/** Declarations for tests, and their units. */
final class Declared {
    static final String JAVA = "/usr/bin/java";

    private Declared() {}

    static ServiceDeclaration.Builder echo(String... specs) {
        ServiceDeclaration.Builder echo = ServiceDeclaration.named("echo").command(JAVA, "-jar", "/opt/echo/echo.jar");
        for (String spec : specs) {
            echo.listener(ListenerSpec.parse(spec));
        }
        return echo;
    }

    /** Returns the socket unit of a service with this listener only. */
    static String socket(String spec) {
        List<UnitFile> units = SystemdUnits.of(echo(spec).build());
        return units.get(0).text();
    }

    static String service(ServiceDeclaration declaration) {
        List<UnitFile> units = SystemdUnits.of(declaration);
        return units.get(units.size() - 1).text();
    }

    /** Returns the value of a key that occurs once. */
    static String value(String unit, String key) {
        List<String> values = unit.lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .toList();
        if (values.size() != 1) {
            throw new AssertionError(key + " stands " + values.size() + " times in\n" + unit);
        }
        return values.get(0);
    }
}
