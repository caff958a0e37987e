package dev.doorbell.cli.activator;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** A program that is not there, or may not be executed. */
public final class UnusableCommand extends IOException {
    private static final long serialVersionUID = 1;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private final int status;

    private UnusableCommand(IOException cause, int status) {
        super(cause.getMessage(), cause);
        this.status = status;
    }

    /** {@return what is thrown for a failure to start: one of this class if the program is the reason} */
    static IOException told(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return new UnusableCommand(failure, NOT_FOUND);
        }
        return failure instanceof AccessDeniedException ? new UnusableCommand(failure, NOT_EXECUTABLE) : failure;
    }

    /** {@return the exit status of {@code env(1)} and of shells for it: 127 if it is not there, or 126} */
    public int status() {
        return status;
    }
}
