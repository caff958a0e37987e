package dev.doorbell.provider.launchd;

import dev.doorbell.spi.ProcessContext;

/**
 * What the variable {@code XPC_SERVICE_NAME} says of who started this process. launchd sets it to the label of the job;
 * children inherit it, so that it alone does not show that launchd would give us anything.
 *
 * @param value its value, empty if it is not set
 */
record ServiceName(String value) {
    private static final String VARIABLE = "XPC_SERVICE_NAME";

    /** What a login session has, and so a terminal. */
    private static final String NO_JOB = "0";

    /**
     * launchd's labels for what the user opens on the desktop, such as {@code application.com.example.ide.123.456}. A
     * program that is run from within an IDE inherits that one, and such a job has no sockets.
     */
    private static final String APPLICATION = "application.";

    static ServiceName of(ProcessContext process) {
        return new ServiceName(process.variable(VARIABLE).orElse(""));
    }

    /** Whether it names a job that may have a {@code Sockets} dictionary. */
    boolean isJob() {
        return !value.isEmpty() && !value.equals(NO_JOB) && !value.startsWith(APPLICATION);
    }

    /** What was seen, as a sentence without its full stop. */
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
