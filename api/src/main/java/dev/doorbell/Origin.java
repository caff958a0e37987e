package dev.doorbell;

import java.util.OptionalInt;

/**
 * The source of a listener.
 *
 * @param provider the name of the provider that brought it: {@code systemd}, {@code launchd}, {@code fallback}, or
 *     that of a provider of your own
 * @param descriptor the file descriptor number that the service manager passed; empty where Doorbell bound the listener
 */
public record Origin(String provider, OptionalInt descriptor) {
    /**
     * A listener that a service manager passed.
     *
     * @param provider the provider's name
     * @param descriptor the number of the descriptor as it was passed
     * @return the origin
     */
    public static Origin inherited(String provider, int descriptor) {
        return new Origin(provider, OptionalInt.of(descriptor));
    }

    /**
     * A listener that was bound in this process.
     *
     * @param provider the provider's name
     * @return the origin
     */
    public static Origin bound(String provider) {
        return new Origin(provider, OptionalInt.empty());
    }

    /** {@return whether a service manager passed the listener} */
    public boolean inherited() {
        return descriptor.isPresent();
    }
}
