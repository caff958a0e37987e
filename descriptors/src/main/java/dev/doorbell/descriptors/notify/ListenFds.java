package dev.doorbell.descriptors.notify;

import java.util.Locale;

/**
 * The variables of {@code sd_listen_fds(3)}, and the names in {@link #FDNAMES} by the rule of {@code FileDescriptorName=} in
 * {@code systemd.socket(5)}.
 */
public final class ListenFds {
    public static final String PREFIX = "LISTEN_";
    public static final String PID = PREFIX + "PID";
    public static final String PIDFDID = PREFIX + "PIDFDID";
    public static final String FDS = PREFIX + "FDS";
    public static final String FDNAMES = PREFIX + "FDNAMES";

    private static final int LONGEST = 255;
    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE = '~';

    private ListenFds() {}

    /**
     * Escapes a name for the list: libsystemd takes the character after a backslash as it is. A colon may be escaped too,
     * though systemd itself allows none in a name.
     *
     * @throws IllegalArgumentException if it is not a valid name
     */
    public static String escaped(String name) {
        check(name, true);
        return name.replace("\\", "\\\\").replace(":", "\\:");
    }

    /**
     * Checks that systemd accepts a name for {@code FileDescriptorName=} and for a descriptor that it stores.
     *
     * @throws IllegalArgumentException if it does not; the message says why
     */
    public static void check(String name) {
        check(name, false);
    }

    private static void check(String name, boolean colons) {
        if (name.length() > LONGEST) {
            throw refused(name, name.length() + " characters");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < FIRST_PRINTABLE || c > LAST_PRINTABLE || (c == ':' && !colons)) {
                throw refused(name, String.format(Locale.ROOT, "character %d, U+%04X", i + 1, (int) c));
            }
        }
    }

    private static IllegalArgumentException refused(String name, String found) {
        return new IllegalArgumentException("cannot pass a descriptor as \"" + name
                + "\": systemd allows up to 255 printable ASCII characters other than ':' in a name, got " + found
                + ". Pass it under another name.");
    }
}
