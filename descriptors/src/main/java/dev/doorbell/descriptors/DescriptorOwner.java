package dev.doorbell.descriptors;

/** A channel of our own, which the JDK's internals do not know. */
interface DescriptorOwner {
    /** {@return the number of the descriptor under it} */
    int number();
}
