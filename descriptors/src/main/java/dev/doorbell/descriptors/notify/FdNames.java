package dev.doorbell.descriptors.notify;

import java.util.Locale;

/** The names of {@code LISTEN_FDNAMES}, by the rule of {@code FileDescriptorName=} in {@code systemd.socket(5)}. */
public final class FdNames {
    private static final int LONGEST = 255;
    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE = '~';

    private FdNames() {}

    /**
     * A name as it stands in the list: libsystemd takes the character after a backslash as it is. So is a colon,
     * which systemd itself lets no name have.
     *
     * @throws IllegalArgumentException if it is not a valid name
     */
    public static String escaped(String name) {
        check(name, true);
        return name.replace("\\", "\\\\").replace(":", "\\:");
    }

    /**
     * Whether systemd takes it for {@code FileDescriptorName=} and for what it stores.
     *
     * @param name a name
     * @throws IllegalArgumentException if it does not; the message says why
     */
    public static void check(String name) {
        check(name, false);
    }

    private static void check(String name, boolean colons) {
        if (name.length() > LONGEST) {
            throw refused(name, "it has " + name.length() + " characters");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < FIRST_PRINTABLE || c > LAST_PRINTABLE || (c == ':' && !colons)) {
                throw refused(name, "character " + (i + 1) + " is U+" + hex(c));
            }
        }
    }

    private static String hex(char c) {
        String digits = Integer.toHexString(c).toUpperCase(Locale.ROOT);
        return "0000".substring(digits.length()) + digits;
    }

    private static IllegalArgumentException refused(String name, String found) {
        return new IllegalArgumentException(
                "\"" + name + "\" cannot be passed as the name of a descriptor: systemd allows"
                        + " up to 255 printable ASCII characters other than ':', and " + found
                        + ". Pass it under another name.");
    }
}
