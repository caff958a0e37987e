package dev.doorbell.cli;

import java.util.Objects;
import org.apache.commons.lang3.exception.ExceptionUtils;

/** The message of a failure, in one line. */
final class Messages {
    /** {@code EMFILE}, as the C library describes it and the JDK reports it. */
    private static final String TOO_MANY_OPEN_FILES = "Too many open files";

    private Messages() {}

    static String of(Throwable failure) {
        String message = ExceptionUtils.stream(failure)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> ExceptionUtils.getRootCause(failure).toString());
        return message.endsWith(TOO_MANY_OPEN_FILES)
                ? message + ". Raise the limit of this process with ulimit -n."
                : message;
    }
}
