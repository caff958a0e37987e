package dev.doorbell.provider.systemd;

import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Processes as their environment describes them. */
public final class Processes {
    static final long PID = 42;

    private Processes() {}

    /** A process on Linux with these variables, each written {@code NAME=value}. */
    public static ProcessContext with(String... variables) {
        return on(OperatingSystem.LINUX, variables);
    }

    public static ProcessContext on(OperatingSystem system, String... variables) {
        Map<String, String> environment = new HashMap<>();
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return new ProcessContext(environment, PID, system, new Properties());
    }
}
