package dev.doorbell.units;

import static org.apache.commons.lang3.Validate.isTrue;

import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.units.text.CheckedText;
import dev.doorbell.units.text.PrintableText;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules of a declaration that hold for every service manager. */
final class DeclarationRules {
    /** {@code UNIT_NAME_MAX} of systemd is 256 with the NUL; this leaves room for {@code .service}. */
    private static final int LONGEST_NAME = 200;

    private DeclarationRules() {}

    /** Checks the name of the units, without their suffix. */
    static String serviceName(String name) {
        isTrue(
                !name.endsWith(".service") && !name.endsWith(".socket"),
                "\"%s\" is the name of a unit, not of a service. Remove the suffix.",
                PrintableText.of(name));
        return unitName(name);
    }

    static String unitName(String name) {
        isTrue(
                name.matches("[A-Za-z0-9][A-Za-z0-9._-]*") && name.length() <= LONGEST_NAME,
                "\"%s\" is not a valid service name. Use 1 to %d ASCII letters, digits, '-', '_' and '.', starting"
                        + " with a letter or a digit.",
                PrintableText.of(name),
                LONGEST_NAME);
        return name;
    }

    static String account(String name) {
        isTrue(
                name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*"),
                "\"%s\" is not a valid account name. Use ASCII letters, digits, '-', '_' and '.', or a user ID.",
                PrintableText.of(name));
        isTrue(
                !isNumber(name) || isUserId(new BigInteger(name)),
                "%s is not a valid user ID. Use 0 to 4294967294, except 65535.",
                name);
        return name;
    }

    /** {@code -1} in 16 and 32 bits means no user: {@code chown(2)}. */
    private static boolean isUserId(BigInteger number) {
        return number.compareTo(BigInteger.valueOf(0xffff_ffffL)) < 0 && !number.equals(BigInteger.valueOf(0xffff));
    }

    static boolean isNumber(String text) {
        return text.matches("[0-9]+");
    }

    static String description(String text) {
        isTrue(!text.isEmpty(), "The description is empty. Write one, or omit it.");
        return CheckedText.withoutControlCharacters("description", text);
    }

    static Duration idleTime(Duration time) {
        isTrue(!time.isNegative(), "The idle time must not be negative: %s. Use zero or more.", time);
        return time;
    }

    static void listeners(List<ListenerSpec> specs) {
        isTrue(!specs.isEmpty(), "The service has no listener. Declare one, for example http=tcp://*:8080.");
        Set<String> names = new HashSet<>();
        for (ListenerSpec spec : specs) {
            isTrue(names.add(spec.name()), "Two specs have the name \"%s\". Give each spec its own name.", spec.name());
        }
        Clashes.refuse(specs);
    }

    static void command(List<String> command) {
        isTrue(
                !command.isEmpty(),
                "The service has no command. Add one, for example /usr/bin/java -jar /opt/echo/echo-daemon.jar.");
        String program = CheckedText.withoutControlCharacters("program", command.get(0));
        isTrue(
                program.startsWith("/") || program.matches("[A-Za-z0-9][^/]*"),
                "The program \"%s\" is neither an absolute path nor a plain name. Write its absolute path: a service"
                        + " manager starts it in no defined directory.",
                program);
        isTrue(!program.endsWith("/"), "The program \"%s\" is a directory. Write the path of a file in it.", program);
    }

    /** Checks a service that has a process for each connection. */
    static void accept(ServiceDeclaration service) {
        isTrue(
                service.accept,
                "Inetd style passes one accepted connection as standard input. Add --accept, or omit --inetd.");
        isTrue(
                service.listeners.size() == 1,
                "A service that accepts has one listener, got %d: Accept=yes names the service after its one socket"
                        + " unit. Declare a service for each listener.",
                service.listeners.size());
        ListenerSpec listener = service.listeners.get(0);
        isTrue(
                listener.kind().map(Kind::accepts).orElse(true),
                "The listener \"%s\" accepts no connections. Use TCP, or a UNIX stream or seqpacket socket.",
                listener);
        isTrue(
                service.idleExit.isEmpty(),
                "A process for each connection ends with the connection, so an idle time has no effect. Omit the idle"
                        + " time, or let the program accept.");
    }
}
