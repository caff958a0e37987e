package dev.doorbell.units;

import dev.doorbell.spec.ListenerSpec;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a declaration may say, on whichever system. */
final class DeclarationRules {
    /** {@code UNIT_NAME_MAX} of systemd is 256 with the NUL; room is left for {@code .service}. */
    private static final int LONGEST_NAME = 200;

    private static final Duration LONGEST_IDLE = Duration.ofDays(36_525);

    private DeclarationRules() {}

    /** The name of the units, without their suffix. */
    static String serviceName(String name) {
        if (name.endsWith(".service") || name.endsWith(".socket")) {
            throw new IllegalArgumentException("The name \"" + Texts.plain(name) + "\" is that of a unit. Write it"
                    + " without what follows the last dot.");
        }
        return unitName(name);
    }

    static String unitName(String name) {
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || !isLetterOrDigit(name.charAt(0))
                || !hasOnly(name, "-_.")) {
            throw new IllegalArgumentException("\"" + Texts.plain(name) + "\" cannot name a service. Use 1 to "
                    + LONGEST_NAME + " ASCII letters, digits, '-', '_' and '.', the first a letter or a digit.");
        }
        return name;
    }

    static String account(String name) {
        boolean startsWell = !name.isEmpty() && (isLetterOrDigit(name.charAt(0)) || name.charAt(0) == '_');
        if (!startsWell || !hasOnly(name, "-_.")) {
            throw new IllegalArgumentException(
                    "\"" + Texts.plain(name) + "\" cannot name an account. Use ASCII letters,"
                            + " digits, '-', '_' and '.', or a user's number.");
        }
        if (Hosts.isNumber(name) && !isUserNumber(name)) {
            throw new IllegalArgumentException(
                    "No user has the number " + name + ". It is one up to 4294967294, and not 65535.");
        }
        return name;
    }

    /** {@code -1} of 16 and 32 bits stands for no user: {@code chown(2)}. */
    private static boolean isUserNumber(String digits) {
        BigInteger number = new BigInteger(digits);
        return number.compareTo(BigInteger.valueOf(0xffff_ffffL)) < 0 && !number.equals(BigInteger.valueOf(0xffff));
    }

    static String line(String what, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("The " + what + " is empty. Leave it out, or say something.");
        }
        Texts.checkCharacters(what, text);
        return text;
    }

    static Duration idleTime(Duration time) {
        if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(LONGEST_IDLE) > 0) {
            throw new IllegalArgumentException("A program cannot end after " + time
                    + " without work. Use a millisecond or more, and a century at most.");
        }
        return time;
    }

    static void names(List<ListenerSpec> specs) {
        if (specs.isEmpty()) {
            throw new IllegalArgumentException("The service has no listener. Declare one, as in http=tcp://*:8080.");
        }
        Set<String> names = new HashSet<>();
        for (ListenerSpec spec : specs) {
            if (!names.add(spec.name())) {
                throw new IllegalArgumentException(
                        "Two listeners are named \"" + spec.name() + "\". Give each a name of its own.");
            }
        }
    }

    static void program(List<String> command) {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("The service has no command. Say what to start, as in /usr/bin/java -jar"
                    + " /opt/echo/echo-daemon.jar.");
        }
        String program = command.get(0);
        Texts.checkCharacters("program", program);
        boolean isName = program.indexOf('/') < 0 && !program.isEmpty() && isLetterOrDigit(program.charAt(0));
        if (!isName && !program.startsWith("/")) {
            throw new IllegalArgumentException("The program \"" + program + "\" is neither an absolute path nor a plain"
                    + " name. A service manager has no folder to start from: write the whole path.");
        }
        if (program.endsWith("/")) {
            throw new IllegalArgumentException(
                    "The program \"" + program + "\" is a folder. Write the path of the program in it.");
        }
    }

    private static boolean hasOnly(String text, String others) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && others.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
