package dev.doorbell.cli;

/** What a failure says to the user of a command, in one line. */
final class Messages {
    /** {@code EMFILE}, in the words of the C library: the JDK adds none. */
    private static final String TOO_MANY_OPEN_FILES = "Too many open files";

    private Messages() {}

    static String of(Throwable failure) {
        Throwable told = failure;
        while (told.getMessage() == null && told.getCause() != null) {
            told = told.getCause();
        }
        String message = told.getMessage() == null ? told.toString() : told.getMessage();
        return message.endsWith(TOO_MANY_OPEN_FILES)
                ? message + ". Let this process have more, with ulimit -n."
                : message;
    }
}
