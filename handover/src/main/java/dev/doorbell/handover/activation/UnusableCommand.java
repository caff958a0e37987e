package dev.doorbell.handover.activation;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** A program that does not exist, or cannot be executed. */
public final class UnusableCommand extends IOException {
    private static final long serialVersionUID = 1;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private UnusableCommand(IOException cause) {
        super(cause.getMessage(), cause);
    }

    /** {@return an exception of this class if the program is the reason, and otherwise the failure itself} */
    static IOException of(IOException failure) {
        boolean unusable = failure instanceof NoSuchFileException || failure instanceof AccessDeniedException;
        return unusable ? new UnusableCommand(failure) : failure;
    }

    /** {@return the exit status of shells: 127 if the program does not exist, 126 if it cannot be executed} */
    public int status() {
        return getCause() instanceof NoSuchFileException ? NOT_FOUND : NOT_EXECUTABLE;
    }
}
