package dev.doorbell.descriptors;

/** The right to a descriptor, of which a process has one. */
public interface DescriptorClaim {
    /**
     * Takes it. Taking it again through the same object changes nothing.
     *
     * @throws IllegalStateException if somebody else in this process has it; the message says where it was taken
     */
    void take();

    /** Gives it back, so that it can be taken again. */
    void giveBack();
}
