package dev.doorbell.units;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The options of java that let {@code doorbell-agent} give an unmodified program its listeners. */
final class AgentOptions {
    static final String JAVAAGENT = "-javaagent:";

    /** Leaves most of {@link ServiceDeclaration#LONGEST_STOP} to the program's own shutdown hooks. */
    private static final String DRAIN = "10s";

    private AgentOptions() {}

    /** The options for systemd, whose listeners the agent finds by their addresses; none without an agent. */
    static List<String> byAddress(ServiceDeclaration service) {
        List<String> options = new ArrayList<>();
        service.agent.ifPresent(file -> {
            options.add(JAVAAGENT + file);
            if (service.notify) {
                options.add("-Ddoorbell.agent.ready=true");
            }
            service.idleExit.ifPresent(idle -> options.add("-Ddoorbell.agent.idle=" + time(idle)));
            options.add("-Ddoorbell.agent.drain=" + DRAIN);
        });
        return options;
    }

    /** The options for launchd, which passes a listener only to a program that asks for its name. */
    static List<String> byName(ServiceDeclaration service) {
        List<String> options = byAddress(service);
        if (!options.isEmpty()) {
            options.add("-Ddoorbell.agent.map="
                    + service.listeners.stream().map(AgentOptions::mapped).collect(Collectors.joining(",")));
        }
        return options;
    }

    private static String mapped(ListenerSpec spec) {
        if (spec.name().matches(".*[,=].*")) {
            throw Unsupported.LAUNCHD.listener(
                    spec,
                    "the agent's option doorbell.agent.map cannot have that name",
                    "Use a name without a comma and an equals sign.");
        }
        String bound = spec.address()
                .map(address -> address instanceof Address.Ip ip ? String.valueOf(ip.port()) : address.toString())
                .orElse("");
        return spec.name() + "=" + bound;
    }

    private static String time(Duration idle) {
        return idle.toNanosPart() == 0 || idle.toDays() > 0 ? idle.toSeconds() + "s" : idle.toMillis() + "ms";
    }
}
