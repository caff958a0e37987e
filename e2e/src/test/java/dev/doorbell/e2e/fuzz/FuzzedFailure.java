package dev.doorbell.e2e.fuzz;

import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.util.regex.Pattern;

/** A check that a failure is one that Doorbell documents, and names its cause. */
final class FuzzedFailure {
    private static final Pattern SUBJECT = Pattern.compile("fd \\d|LISTEN_");

    private FuzzedFailure() {}

    /** {@return its kind} */
    static String documented(Exception failure, FuzzCase fuzzCase) {
        Class<?> type = failure.getClass();
        boolean known = failure instanceof IOException
                || type == IllegalStateException.class
                // two specs of one name
                || type == IllegalArgumentException.class
                || type == UnsupportedOperationException.class;
        if (!known) {
            throw new AssertionError("an undocumented " + failure, failure);
        }
        String message = String.valueOf(failure.getMessage());
        FuzzedHandovers.check(isAbout(message, fuzzCase), () -> "it names neither spec nor descriptor: " + failure);
        for (Throwable other : failure.getSuppressed()) {
            throw new AssertionError("undoing it failed as well: " + other, failure);
        }
        return type.getSimpleName();
    }

    private static boolean isAbout(String message, FuzzCase fuzzCase) {
        if (SUBJECT.matcher(message).find()) {
            return true;
        }
        for (ListenerSpec spec : fuzzCase.specs()) {
            if (message.contains("\"" + spec.name() + "\"") || message.contains(spec.toString())) {
                return true;
            }
        }
        return false;
    }
}
