package dev.doorbell.units;

import dev.doorbell.spec.ListenerSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A service as systemd has it: a {@code .socket} unit for each listener, and the {@code .service} unit that the first
 * client of any of them starts. {@code FileDescriptorName=} holds for every socket of a unit, so each name has its own:
 * {@code echo.socket} if there is one, {@code echo-http.socket} and {@code echo-control.socket} if there are more. Where each
 * connection has a process of its own, the service is a template, {@code echo@.service}.
 */
public final class SystemdUnits {
    private SystemdUnits() {}

    /**
     * Writes the units.
     *
     * @param service what to write
     * @return the units, those of the sockets first
     * @throws UnsupportedOperationException if systemd cannot express it: a bare name, a host name, the port 0, a relative
     *     path, a {@code $} in the program's path, or a command that names a file in {@code /tmp} or {@code /var/tmp}
     *     where the sandbox hides them, which it does unless the service has a {@link ServiceDeclaration.Builder#user}
     * @throws IllegalArgumentException if a value cannot stand in a unit file, such as one that has a line end
     */
    public static List<UnitFile> of(ServiceDeclaration service) {
        List<UnitFile> units = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (ListenerSpec spec : service.listeners()) {
            String name = socketName(service, spec);
            names.add(name);
            units.add(new UnitFile(name, SocketUnit.text(service, spec)));
        }
        String template = service.isAccepting() ? "@" : "";
        units.add(new UnitFile(service.name() + template + ".service", ServiceUnit.text(service, names)));
        return List.copyOf(units);
    }

    private static String socketName(ServiceDeclaration service, ListenerSpec spec) {
        String name = service.name() + (isOnly(service) ? "" : "-" + UnitText.namePart(spec.name())) + ".socket";
        if (name.length() > UnitText.LONGEST_UNIT_NAME) {
            throw new UnsupportedOperationException("systemd cannot name a unit \"" + name + "\", which is longer than "
                    + UnitText.LONGEST_UNIT_NAME + " characters. Use a shorter name for the service or the listener.");
        }
        return name;
    }

    static boolean isOnly(ServiceDeclaration service) {
        return service.listeners().size() == 1;
    }
}
