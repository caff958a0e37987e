package dev.doorbell.descriptors;

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
     * Takes something for the caller.
     *
     * @param key what is taken, such as {@code fd.3}
     * @return empty if it is the caller's now, otherwise the place in the program that has it
     */
    public Optional<String> claim(String key) {
        return Optional.ofNullable((String) entries.putIfAbsent(PREFIX + key, callerOfDoorbell()));
    }

    /**
     * The right to something, as an object.
     *
     * @param key what may be taken
     * @param description how a message names it
     * @return the right, not taken yet
     */
    public DescriptorClaim entry(String key, String description) {
        return new Entry(this, key, description);
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

    /**
     * Gives something back.
     *
     * @param key what was taken
     */
    public void release(String key) {
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

    private static final class Entry implements DescriptorClaim {
        private final ClaimLedger ledger;
        private final String key;
        private final String description;
        private boolean taken;

        Entry(ClaimLedger ledger, String key, String description) {
            this.ledger = ledger;
            this.key = key;
            this.description = description;
        }

        @Override
        public synchronized void take() {
            if (taken) {
                return;
            }
            Optional<String> holder = ledger.claim(key);
            if (holder.isPresent()) {
                throw new IllegalStateException(description + " is taken already in this process, at " + holder.get()
                        + ". Open each listener once and share it, or let the two parts ask for different names.");
            }
            taken = true;
        }

        @Override
        public synchronized void giveBack() {
            if (taken) {
                taken = false;
                ledger.release(key);
            }
        }
    }
}
