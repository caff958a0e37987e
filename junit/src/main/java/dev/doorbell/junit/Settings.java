package dev.doorbell.junit;

import dev.doorbell.handover.activation.StartLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a program is started: the options of {@link Activated}. */
final class Settings {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    final List<String> command;
    final List<String> specs = new ArrayList<>();
    /** A value of null removes the variable. */
    final Map<String, @Nullable String> environment = new LinkedHashMap<>();

    Optional<Path> directory = Optional.empty();
    Optional<Activated> shared = Optional.empty();
    Optional<Duration> watchdog = Optional.empty();
    StartLimit startLimit = StartLimit.OF_SYSTEMD;
    Duration timeout = DEFAULT_TIMEOUT;
    boolean atOnce;
    boolean acceptEach;
    boolean inetd;
    int storeCapacity;

    Settings(List<String> command) {
        this.command = List.copyOf(command);
    }
}
