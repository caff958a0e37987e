package dev.doorbell.handover;

import java.io.IOException;

/** The failure of an upgrade: the next generation of a program cannot take over, has ended, and the old one serves on. */
public final class UpgradeException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * A failure without a cause.
     *
     * @param message the reason, with the last status text of the next generation where it has sent one
     */
    public UpgradeException(String message) {
        super(message);
    }

    /**
     * A failure with its cause.
     *
     * @param message the reason
     * @param cause why the next generation could not be started
     */
    public UpgradeException(String message, Throwable cause) {
        super(message, cause);
    }
}
