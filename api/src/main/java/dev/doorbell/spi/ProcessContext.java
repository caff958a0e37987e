package dev.doorbell.spi;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A view of the process that a provider serves, so that a provider is tested without changing the real process. The system
 * properties are live: they also hold the ledger of what was claimed in the process, so two tests share none.
 */
public final class ProcessContext {
    /**
     * The environment variable of a process whose listeners an earlier generation of the program bound, and passed on as a
     * service manager does: {@value}. No manager has them, or would start the process again.
     */
    public static final String BOUND = "DOORBELL_BOUND";

    /**
     * The system property of a process that has handed its service over to another one: {@value}. It tells the service manager
     * nothing more, whichever processes that listens to: its {@code STOPPING=1} would be that of the service.
     */
    public static final String HANDED_OVER = "doorbell.handed-over";

    private static final long NOT_ASKED_YET = 0;

    private static final String STATUS = "/proc/self/status";
    private static final String FIELD = "\nNStgid:";

    private final Map<String, String> environment;
    private final OperatingSystem operatingSystem;
    private final Properties properties;
    private volatile long pid;

    /**
     * Describes a process, for tests.
     *
     * @param environment the environment variables
     * @param pid the process id
     * @param operatingSystem the operating system
     * @param properties the system properties
     * @throws IllegalArgumentException if the process id is less than 1
     */
    public ProcessContext(
            Map<String, String> environment, long pid, OperatingSystem operatingSystem, Properties properties) {
        this(Map.copyOf(environment), operatingSystem, properties, pid);
        if (pid < 1) {
            throw new IllegalArgumentException("expected a process id of at least 1, got " + pid);
        }
    }

    private ProcessContext(
            Map<String, String> environment, OperatingSystem operatingSystem, Properties properties, long pid) {
        this.environment = environment;
        this.operatingSystem = operatingSystem;
        this.properties = properties;
        this.pid = pid;
    }

    /** {@return this process} */
    public static ProcessContext current() {
        return new ProcessContext(System.getenv(), OperatingSystem.current(), System.getProperties(), NOT_ASKED_YET);
    }

    /** {@return the environment variables} */
    public Map<String, String> environment() {
        return environment;
    }

    /** {@return the operating system} */
    public OperatingSystem operatingSystem() {
        return operatingSystem;
    }

    /** {@return the system properties} */
    public Properties properties() {
        return properties;
    }

    /** {@return the process id} */
    public long pid() {
        if (pid == NOT_ASKED_YET) {
            pid = pidOfThisProcess(operatingSystem);
        }
        return pid;
    }

    /**
     * Returns an environment variable.
     *
     * @param name its name
     * @return its value, empty if it is not set
     */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    /**
     * Returns a system property.
     *
     * @param name its name
     * @return its value, empty if it is not set
     */
    public Optional<String> property(String name) {
        return Optional.ofNullable(properties.getProperty(name));
    }

    /**
     * Returns the id from a file on Linux, where systemd's protocol needs it. {@link ProcessHandle} knows it everywhere, but
     * brings a thread pool and a lambda into the start of the program: 4 ms on JDK 17, 9 ms on JDK 25.
     */
    static long pidOfThisProcess(OperatingSystem operatingSystem) {
        long fromFile = operatingSystem == OperatingSystem.LINUX ? pidIn(STATUS) : -1;
        return fromFile > 0 ? fromFile : ProcessHandle.current().pid();
    }

    /** Reads the process id in a file of the form of /proc/self/status; -1 if it has none. */
    static long pidIn(String file) {
        try (InputStream status = new FileInputStream(file)) {
            return parsePid(new String(status.readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException noProcHere) {
            return -1;
        }
    }

    /**
     * Reads the id that getpid(2) answers: {@code proc(5)} lists one for each PID namespace that the process is in, and the
     * last of them is its own. The first belongs to the namespace that /proc was mounted in.
     */
    static long parsePid(String status) {
        int field = status.indexOf(FIELD);
        int end = status.indexOf('\n', field + 1);
        if (field < 0 || end < 0) {
            return -1;
        }
        try {
            return Long.parseLong(status.substring(status.lastIndexOf('\t', end) + 1, end));
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }
}
