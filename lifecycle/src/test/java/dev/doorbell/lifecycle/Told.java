package dev.doorbell.lifecycle;

import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A service manager that records its notifications. */
final class Told implements ServiceManager {
    final List<String> words = new CopyOnWriteArrayList<>();
    private final @Nullable Duration watchdog;

    Told() {
        this(null);
    }

    Told(@Nullable Duration watchdog) {
        this.watchdog = watchdog;
    }

    @Override
    public void ready() {
        words.add("ready");
    }

    @Override
    public void stopping() throws IOException {
        words.add("stopping");
        throw new IOException("it is being restarted");
    }

    @Override
    public void extendTimeout(Duration time) {
        words.add("extend " + time.toSeconds());
    }

    @Override
    public Optional<Duration> watchdogInterval() {
        return Optional.ofNullable(watchdog);
    }

    @Override
    public void keepAlive() {
        words.add("alive");
    }
}
