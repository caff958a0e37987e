package dev.doorbell.provider.systemd.notify;

/** The text of a message to {@code NOTIFY_SOCKET}: assignments, one a line. systemd ignores a message that has a NUL. */
final class NotifyText {
    private NotifyText() {}

    /** A value for people to read. */
    static String oneLine(String text) {
        return text.replace("\r\n", " ").replace('\n', ' ').replace('\r', ' ').replace('\0', ' ');
    }

    /**
     * All in one message.
     *
     * @throws IllegalArgumentException if there is none, or one is no assignment
     */
    static String ofAll(String... assignments) {
        if (assignments.length == 0) {
            throw new IllegalArgumentException("A message has one assignment or more. Give one, such as X_STATE=idle.");
        }
        for (String assignment : assignments) {
            check(assignment);
        }
        return String.join("\n", assignments);
    }

    private static void check(String assignment) {
        // to systemd a carriage return ends a line too (its NEWLINE), and what follows is an assignment
        if (assignment.indexOf('=') <= 0 || !assignment.equals(oneLine(assignment))) {
            throw new IllegalArgumentException("\""
                    + assignment.replace("\n", "\\n").replace("\r", "\\r").replace("\0", "\\0")
                    + "\" is not NAME=value on one line. Give each assignment by itself.");
        }
    }
}
