package dev.doorbell.spi;

import java.io.IOException;

/**
 * An activation that cannot be used: the service manager passed a malformed environment variable, a descriptor that is not
 * open, or an answer that says it will pass nothing. Nothing was bound, adopted or closed.
 */
public class ActivationException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The name of the provider that found it. */
    private final String provider;

    /**
     * Makes the exception of a provider.
     *
     * @param provider the name of the provider that found it
     * @param message what was expected and what was found, then how to fix it
     */
    public ActivationException(String provider, String message) {
        super(message);
        this.provider = provider;
    }

    /** {@return the name of the provider that found it} */
    public String provider() {
        return provider;
    }
}
