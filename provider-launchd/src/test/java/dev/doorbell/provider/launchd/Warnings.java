package dev.doorbell.provider.launchd;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The warnings that Doorbell logs until this is closed. */
final class Warnings implements AutoCloseable {
    /** Held, since java.util.logging forgets a logger without a reference, and its handlers with it. */
    private static final Logger LOGGER = Logger.getLogger("dev.doorbell");

    private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().equals(Level.WARNING)) {
                messages.add(entry.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Warnings() {
        LOGGER.addHandler(handler);
        LOGGER.setUseParentHandlers(false);
    }

    static Warnings record() {
        return new Warnings();
    }

    List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
    }
}
