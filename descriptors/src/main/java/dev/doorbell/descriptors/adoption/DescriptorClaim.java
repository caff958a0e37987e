package dev.doorbell.descriptors.adoption;

import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The right to a descriptor, which one part of a process has at a time. A number that was taken stays taken when it is
 * closed: another file may be open under it then.
 *
 * <p>The ledger of claims is the system properties: plug-ins that each bring their own copy of Doorbell share nothing else.
 *
 * <p>Safe for use by several threads.
 */
public final class DescriptorClaim {
    private static final String PREFIX = "doorbell.claimed.";

    private final Properties ledger;
    private final String key;
    private final Object description;
    private boolean taken;

    /**
     * Makes a claim that is not taken yet.
     *
     * @param ledger the system properties, or others for tests
     * @param key what may be taken, such as {@code fd.3}
     * @param description how a message names it, by its text
     */
    public DescriptorClaim(Properties ledger, String key, Object description) {
        this.ledger = ledger;
        this.key = PREFIX + key;
        this.description = description;
    }

    /**
     * Returns the place in the program that has taken something.
     *
     * @param ledger as of the constructor
     * @param key what may be taken
     * @return the place, or empty
     */
    public static Optional<String> holder(Properties ledger, String key) {
        return Optional.ofNullable(ledger.getProperty(PREFIX + key));
    }

    /**
     * Takes it. Taking it again through the same object changes nothing.
     *
     * @throws IllegalStateException if another claim in this process has taken it; the message says where
     */
    public synchronized void take() {
        Object holder = taken ? null : takeOrFindHolder();
        if (holder != null) {
            throw new IllegalStateException(description + " is taken already in this process, at " + holder
                    + ". Open each listener once and share it, or use different names in the two places.");
        }
    }

    /**
     * Takes it if it is free.
     *
     * @return whether it was taken by this call
     */
    public synchronized boolean takeIfFree() {
        return !taken && takeOrFindHolder() == null;
    }

    /** Gives it back, so that it can be taken again. Does nothing if it was not taken through this object. */
    public synchronized void giveBack() {
        if (taken) {
            taken = false;
            ledger.remove(key);
        }
    }

    private @Nullable Object takeOrFindHolder() {
        Object holder = ledger.putIfAbsent(key, callerOfDoorbell());
        taken = holder == null;
        return holder;
    }

    /** The first frame outside of Doorbell. */
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
