package dev.doorbell.units;

import static org.apache.commons.lang3.Validate.isTrue;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.IpVersion;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.units.text.PrintableText;
import java.time.Duration;
import java.util.Set;

/** The rules of a service that runs under {@code doorbell-agent}. */
final class AgentRules {
    private static final Set<Kind> SERVED = Set.of(Kind.TCP, Kind.UDP, Kind.UNIX_STREAM);

    private static final Duration SHORTEST_IDLE = Duration.ofMillis(1);

    /** The agent reads at most nine digits. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(999_999_999);

    private AgentRules() {}

    static String file(String path) {
        StartUpRules.loadedFile("agent", path);
        isTrue(
                path.indexOf('=') < 0,
                "The agent \"%s\" has an equals sign in its path, where java ends the path. Put it elsewhere.",
                path);
        return path;
    }

    static void check(ServiceDeclaration service) {
        isTrue(
                JavaCommand.isJava(service.command.get(0)),
                "The agent is an option of java, and the program is \"%s\". Write the command that starts java, for"
                        + " example /usr/bin/java -jar /opt/server/server.jar, or omit the agent.",
                PrintableText.of(service.command.get(0)));
        isTrue(
                !JavaCommand.of(service.command)
                        .options()
                        .contains(AgentOptions.JAVAAGENT + service.agent.orElseThrow()),
                "The command has the agent as -javaagent already. Omit one of the two.");
        isTrue(
                !service.accept,
                "The agent passes listeners on, not accepted connections. Let the program accept, or omit the agent.");
        isTrue(
                service.startUp.filter(recipe -> recipe != StartUp.FLAGS).isEmpty(),
                "With an agent the JVM makes no archive. Omit the agent, or choose the start-up recipe flags.");
        service.listeners.forEach(AgentRules::served);
        service.idleExit.ifPresent(idle -> idle(idle, service));
    }

    private static void served(ListenerSpec spec) {
        isTrue(
                spec.kind().map(SERVED::contains).orElse(true),
                "The agent cannot serve the listener \"%s\". Use TCP, UDP or a UNIX stream socket, or omit the agent.",
                spec);
        isTrue(
                !hasTwoSockets(spec),
                "The listener \"%s\" has one socket for each IP version, and a server binds one. Write 127.0.0.1, or"
                        + " tcp4 or tcp6.",
                spec);
    }

    private static boolean hasTwoSockets(ListenerSpec spec) {
        return spec.ipVersion() == IpVersion.ANY
                && spec.address().orElse(null) instanceof Address.Ip ip
                && Host.of(ip.host()) == Host.LOCALHOST;
    }

    private static void idle(Duration idle, ServiceDeclaration service) {
        isTrue(
                idle.compareTo(SHORTEST_IDLE) >= 0 && idle.compareTo(LONGEST_IDLE) <= 0,
                "The agent waits 1 ms to %d s before an idle program exits, got %s. Choose such an idle time.",
                LONGEST_IDLE.toSeconds(),
                idle);
        for (ListenerSpec spec : service.listeners) {
            isTrue(
                    spec.kind().map(Kind::accepts).orElse(true),
                    "The agent counts connections, and the listener \"%s\" has none. Omit the idle time.",
                    spec);
        }
    }
}
