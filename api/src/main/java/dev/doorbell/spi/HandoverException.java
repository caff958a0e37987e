package dev.doorbell.spi;

import java.io.IOException;

/**
 * The service manager passed something that cannot be used: a malformed environment variable, a descriptor that is not
 * open, or an answer that says it will pass nothing. Nothing was bound, adopted or closed.
 */
public class HandoverException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String provider;

    /**
     * A hand-over that cannot be used.
     *
     * @param provider the name of the provider that found it
     * @param message what was expected and what was found, then how to mend it
     */
    public HandoverException(String provider, String message) {
        super(message);
        this.provider = provider;
    }

    /** {@return the name of the provider that found it} */
    public String provider() {
        return provider;
    }
}
