package dev.doorbell.e2e.servers;

import dev.doorbell.junit.Activated;
import java.util.List;

/** Servers that are started for their first client. */
public final class ActivatedServer {
    /** Options of java: a test starts each server often, and for a few requests. */
    public static final List<String> SHORT_LIFE =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-Djava.awt.headless=true");

    private ActivatedServer() {}

    /**
     * Returns a server that has not started, without this JVM's own options.
     *
     * @param specs its listeners, which have a backlog of 7 if they are streams
     */
    public static Activated of(List<String> command, String... specs) {
        Activated server = Activated.command(command)
                .withoutEnvironment("JAVA_TOOL_OPTIONS")
                .withoutEnvironment("JDK_JAVA_OPTIONS");
        for (String spec : specs) {
            server = server.listen(spec.contains("udp") ? spec : spec + (spec.contains("?") ? "&" : "?") + "backlog=7");
        }
        return server;
    }
}
