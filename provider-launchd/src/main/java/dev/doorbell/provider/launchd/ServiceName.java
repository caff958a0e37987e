package dev.doorbell.provider.launchd;

import dev.doorbell.spi.ProcessContext;

/**
 * The variable {@code XPC_SERVICE_NAME}, which launchd sets to the label of the job that it starts. Children inherit it, so it
 * does not prove that launchd passes anything to this process.
 *
 * @param value its value, empty if it is not set
 */
record ServiceName(String value) {
    private static final String VARIABLE = "XPC_SERVICE_NAME";

    /** The value in a login session, and so in a terminal. */
    private static final String NO_JOB = "0";

    /**
     * The beginning of launchd's labels for desktop applications, such as {@code application.com.example.ide.123.456}. A
     * program that is run from within an IDE inherits that one, and such a job has no sockets.
     */
    private static final String APPLICATION = "application.";

    static ServiceName of(ProcessContext process) {
        return new ServiceName(process.variable(VARIABLE).orElse(""));
    }

    /** Returns whether it names a job that may have a {@code Sockets} dictionary. */
    boolean isJob() {
        return !value.isEmpty() && !value.equals(NO_JOB) && !value.startsWith(APPLICATION);
    }

    /** Returns what was seen, as a sentence without its full stop. */
    String seen() {
        if (isJob()) {
            return "launchd started the job \"" + value + "\" (" + VARIABLE + ")";
        }
        if (value.startsWith(APPLICATION)) {
            return VARIABLE + " is " + value + ", which is inherited from a desktop application";
        }
        return VARIABLE + (value.isEmpty() ? " is not set" : " is " + value)
                + ", so launchd did not start this process";
    }
}
