package dev.doorbell.descriptors.adoption;

import java.util.Optional;

/** The right to a descriptor, of which a process has one; from {@link ClaimLedger#entry}. Safe for several threads. */
public final class DescriptorClaim {
    private final ClaimLedger ledger;
    private final String key;
    private final Object description;
    private boolean taken;

    DescriptorClaim(ClaimLedger ledger, String key, Object description) {
        this.ledger = ledger;
        this.key = key;
        this.description = description;
    }

    /**
     * Takes it. Taking it again through the same object changes nothing.
     *
     * @throws IllegalStateException if somebody else in this process has it; the message says where it was taken
     */
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

    /**
     * Takes it, if nobody in this process has it, be it through this very object.
     *
     * @return whether it was taken now
     */
    public synchronized boolean takeIfFree() {
        boolean now = !taken && ledger.claim(key).isEmpty();
        taken |= now;
        return now;
    }

    /** Gives it back, so that it can be taken again. Does nothing if it was not taken through this object. */
    public synchronized void giveBack() {
        if (taken) {
            taken = false;
            ledger.release(key);
        }
    }
}
