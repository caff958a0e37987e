package dev.doorbell.spring;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys of an application.
 *
 * @param enabled Whether the application takes listeners from its service manager.
 * @param name Name of the listener of the web server: FileDescriptorName= of the socket unit.
 * @param managementName Name of the listener of the management server, if that has a port of its own.
 * @param listeners Listeners to inject with @DoorbellListener, by name. Each value is the address to bind if the listener is not
 *     passed, such as tcp://127.0.0.1:9000; an empty value is a listener that must be passed.
 * @param idleExit Time without a request after which the application ends, if all its listeners were passed: seconds, or with a
 *     unit, such as 5m. By default, and with "infinity", it does not end.
 * @param drain Time that requests in progress have when the application ends. The default is
 *     spring.lifecycle.timeout-per-shutdown-phase.
 */
@ConfigurationProperties("doorbell")
record DoorbellProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("http") String name,
        @DefaultValue("management") String managementName,
        @DefaultValue Map<String, String> listeners,
        @Nullable String idleExit,
        @Nullable Duration drain) {}
