package dev.doorbell.provider.launchd;

import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;
import java.time.Duration;

/**
 * The provider of the listeners that launchd holds for a job on macOS: each key of the {@code Sockets} dictionary of
 * {@code launchd.plist(5)} is the name of a spec, and stands for one descriptor or several.
 *
 * <p>The label of the job in {@code XPC_SERVICE_NAME} lets it apply. Children inherit the label, so launchd itself is
 * asked; {@link UnknownNames} has what its answers mean.
 *
 * <p>It needs {@code net.java.dev.jna:jna}, and loads it when the first listener is claimed.
 */
public final class LaunchdProvider implements ListenerProvider {
    /** The name of this provider. */
    static final String NAME = "launchd";

    private static final int THROTTLE_SECONDS = 10;

    /** For {@link java.util.ServiceLoader}. */
    public LaunchdProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    /** Returns a low rank: every process below the job has its label, until one of them is a job itself. */
    @Override
    public int priority() {
        return INHERITED_EVIDENCE;
    }

    /** Returns a source that asks launchd also where it does not apply, for a user who forces it: only a claim can tell. */
    @Override
    public ListenerSource examine(ProcessContext process) {
        return new LaunchdSource(process);
    }

    /** Returns the default of {@code ThrottleInterval} of {@code launchd.plist(5)}: launchd starts no job more often. */
    @Override
    public Duration minimumUptime() {
        return Duration.ofSeconds(THROTTLE_SECONDS);
    }
}
