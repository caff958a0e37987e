package dev.doorbell.spi;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What a provider may know of the process, as a value, so that it is tested without changing the real one.
 *
 * @param environment the environment variables
 * @param pid the process id; 0 for that of this process, which is then looked up when it is asked for
 * @param operatingSystem the operating system
 * @param properties the system properties
 */
public record ProcessContext(
        Map<String, String> environment, long pid, OperatingSystem operatingSystem, Properties properties) {
    /** No process of a program has this id. */
    private static final long THIS_PROCESS = 0;

    /** {@return this process} */
    public static ProcessContext current() {
        return new ProcessContext(System.getenv(), THIS_PROCESS, OperatingSystem.current(), System.getProperties());
    }

    /** {@return the process id, never 0} */
    @Override
    public long pid() {
        return pid == THIS_PROCESS ? ProcessId.current(operatingSystem) : pid;
    }

    /**
     * An environment variable.
     *
     * @param name its name
     * @return its value, empty if it is not set
     */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    /**
     * A system property.
     *
     * @param name its name
     * @return its value, empty if it is not set
     */
    public Optional<String> property(String name) {
        return Optional.ofNullable(properties.getProperty(name));
    }
}
