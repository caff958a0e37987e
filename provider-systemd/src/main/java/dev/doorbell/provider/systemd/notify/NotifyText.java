package dev.doorbell.provider.systemd.notify;

/** The text of a message to {@code NOTIFY_SOCKET}: assignments, one a line. systemd ignores a message that has a NUL. */
final class NotifyText {
    private NotifyText() {}

    /** Returns a text without line breaks, for people to read. */
    static String oneLine(String text) {
        return text.replace("\r\n", " ").replace('\n', ' ').replace('\r', ' ').replace('\0', ' ');
    }

    /**
     * Puts all into one message.
     *
     * @throws IllegalArgumentException if there is none, or one is not an assignment
     */
    static String ofAll(String... assignments) {
        if (assignments.length == 0) {
            throw new IllegalArgumentException(
                    "expected at least one assignment, got none. Give one, such as X_STATE=idle.");
        }
        for (String assignment : assignments) {
            check(assignment);
        }
        return String.join("\n", assignments);
    }

    private static void check(String assignment) {
        // to systemd a carriage return ends a line too (its NEWLINE), and what follows is an assignment
        if (assignment.indexOf('=') <= 0 || !assignment.equals(oneLine(assignment))) {
            throw new IllegalArgumentException("expected NAME=value on one line, got \""
                    + assignment.replace("\n", "\\n").replace("\r", "\\r").replace("\0", "\\0")
                    + "\". Give each assignment as an argument of its own.");
        }
    }
}
