package dev.doorbell.spi;

/**
 * Whether a provider has anything to give in a process, and why.
 *
 * @param applies whether it has
 * @param reason one sentence for {@code Doorbell.explain()}: what was seen
 * @param warning whether the reason points at a likely mistake of the set-up, which a program that goes on without this
 *     provider ought to log
 */
public record Applicability(boolean applies, String reason, boolean warning) {
    /**
     * The provider has something to give.
     *
     * @param reason what was seen
     * @return the answer
     */
    public static Applicability applies(String reason) {
        return new Applicability(true, reason, false);
    }

    /**
     * The provider has nothing to give, as usual.
     *
     * @param reason what was seen
     * @return the answer
     */
    public static Applicability absent(String reason) {
        return new Applicability(false, reason, false);
    }

    /**
     * The provider has nothing to give, although something was meant to be passed.
     *
     * @param reason what was seen, and how to mend it
     * @return the answer
     */
    public static Applicability misdirected(String reason) {
        return new Applicability(false, reason, true);
    }
}
