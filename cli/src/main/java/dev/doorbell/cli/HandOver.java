package dev.doorbell.cli;

import dev.doorbell.Doorbell;
import java.io.IOException;

/** What a service manager passed to a process. */
interface HandOver {
    /**
     * What was passed, neither adopted nor changed.
     *
     * @throws dev.doorbell.spi.HandoverException if it is malformed
     * @throws IOException if the operating system refuses
     */
    Doorbell.Passed passed() throws IOException;

    /** {@return what each provider saw, and why it was chosen or not} */
    String explanation();
}
