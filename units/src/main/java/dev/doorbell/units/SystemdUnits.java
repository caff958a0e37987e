package dev.doorbell.units;

import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.units.text.UnitText;
import java.util.ArrayList;
import java.util.List;

/**
 * A service for systemd: a {@code .socket} unit for each listener, and the {@code .service} unit that the first client of
 * any of them starts. {@code FileDescriptorName=} applies to every socket of a unit, so each name has its own unit:
 * {@code echo.socket} for a single listener, {@code echo-http.socket} and {@code echo-control.socket} for two. With a process
 * for each connection, the service is a template, {@code echo@.service}.
 */
public final class SystemdUnits {
    private SystemdUnits() {}

    /**
     * Writes the units.
     *
     * @param service the service
     * @return the units, those of the sockets first
     * @throws UnsupportedOperationException if systemd cannot express the service: a bare name, a host name except
     *     {@code localhost}, the port 0, a relative path, a program whose path contains {@code $}, a quotation mark or a
     *     backslash, or a command that names a file in {@code /tmp} or {@code /var/tmp}, which the sandbox hides unless the
     *     service has a {@linkplain ServiceDeclaration.Builder#user user}
     * @throws IllegalArgumentException if a unit file cannot represent a value, such as a line end
     */
    public static List<UnitFile> of(ServiceDeclaration service) {
        List<UnitFile> units = new ArrayList<>();
        for (ListenerSpec spec : service.listeners) {
            units.add(new UnitFile(socketName(service, spec), SocketUnit.text(service, spec)));
        }
        List<String> sockets = units.stream().map(UnitFile::name).toList();
        String name = service.name + (service.accept ? "@" : "") + ".service";
        units.add(new UnitFile(name, ServiceUnit.text(service, sockets)));
        return List.copyOf(units);
    }

    private static String socketName(ServiceDeclaration service, ListenerSpec spec) {
        String part = service.hasOneListener() ? "" : "-" + UnitText.namePart(spec.name());
        String name = service.name + part + ".socket";
        if (name.length() > UnitText.LONGEST_UNIT_NAME) {
            throw new UnsupportedOperationException("systemd cannot name a unit \"" + name + "\": it is longer than "
                    + UnitText.LONGEST_UNIT_NAME + " characters. Use a shorter name for the service or the listener.");
        }
        return name;
    }
}
