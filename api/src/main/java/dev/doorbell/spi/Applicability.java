package dev.doorbell.spi;

import java.util.Objects;

/** A provider's answer whether it has anything to give in a process, and why. */
public final class Applicability {
    private final boolean applies;
    private final String reason;
    private final boolean warning;

    private Applicability(boolean applies, String reason, boolean warning) {
        this.applies = applies;
        this.reason = Objects.requireNonNull(reason, "reason");
        this.warning = warning;
    }

    /**
     * Says that the provider has something to give.
     *
     * @param reason what was seen
     * @return the answer
     */
    public static Applicability applies(String reason) {
        return new Applicability(true, reason, false);
    }

    /**
     * Says that the provider has nothing to give, as usual.
     *
     * @param reason what was seen
     * @return the answer
     */
    public static Applicability absent(String reason) {
        return new Applicability(false, reason, false);
    }

    /**
     * Says that the provider has nothing to give, although something was meant to be passed.
     *
     * @param reason what was seen, and how to fix it
     * @return the answer
     */
    public static Applicability misdirected(String reason) {
        return new Applicability(false, reason, true);
    }

    /** {@return whether the provider has anything to give} */
    public boolean applies() {
        return applies;
    }

    /** {@return what was seen, one sentence for {@code Doorbell.explain()}} */
    public String reason() {
        return reason;
    }

    /**
     * {@return whether the reason points at a likely mistake of the set-up, which a program that continues without this
     * provider ought to log}
     */
    public boolean warning() {
        return warning;
    }

    @Override
    public String toString() {
        return (applies ? "applies, " : "does not apply, ") + reason;
    }
}
