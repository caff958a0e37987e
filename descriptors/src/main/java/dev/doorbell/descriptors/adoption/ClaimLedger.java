package dev.doorbell.descriptors.adoption;

import java.util.Optional;
import java.util.Properties;

/**
 * Who has taken which descriptor, for the whole process. A number that was taken stays taken when it is closed: what is
 * open under it then is not what the service manager passed.
 *
 * <p>It is kept in the system properties, because plug-ins that each bring their own copy of Doorbell share nothing
 * else.
 */
public final class ClaimLedger {
    private static final String PREFIX = "doorbell.claimed.";

    private final Properties entries;

    /** The one of this process. */
    public ClaimLedger() {
        this(System.getProperties());
    }

    /**
     * One that is kept elsewhere, for tests.
     *
     * @param entries where it is kept
     */
    public ClaimLedger(Properties entries) {
        this.entries = entries;
    }

    /**
     * The right to something, as an object.
     *
     * @param key what may be taken, such as {@code fd.3}
     * @param description how a message names it: by its text, which is asked for then and no sooner
     * @return the right, not taken yet
     */
    public DescriptorClaim entry(String key, Object description) {
        return new DescriptorClaim(this, key, description);
    }

    /**
     * Who has it.
     *
     * @param key what may be taken
     * @return the place in the program that has it, or empty
     */
    public Optional<String> holder(String key) {
        return Optional.ofNullable(entries.getProperty(PREFIX + key));
    }

    /** Takes something for the caller: empty if it is the caller's now, otherwise the place that has it. */
    Optional<String> claim(String key) {
        return Optional.ofNullable((String) entries.putIfAbsent(PREFIX + key, callerOfDoorbell()));
    }

    void release(String key) {
        entries.remove(PREFIX + key);
    }

    /** The first frame that is not of Doorbell's own rooms. */
    private static String callerOfDoorbell() {
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            if (!isOurs(frame.getClassName())) {
                return frame.toString();
            }
        }
        return "an unknown place";
    }

    private static boolean isOurs(String type) {
        boolean inApi = type.startsWith("dev.doorbell.") && type.indexOf('.', "dev.doorbell.".length()) < 0;
        return inApi
                || type.startsWith("dev.doorbell.spi.")
                || type.startsWith("dev.doorbell.descriptors.")
                || type.startsWith("dev.doorbell.provider.");
    }
}
