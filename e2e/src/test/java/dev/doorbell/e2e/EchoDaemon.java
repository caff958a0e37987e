package dev.doorbell.e2e;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.lang3.StringUtils;
import org.jspecify.annotations.Nullable;

/** The example echo-daemon: its command, and the line that it prints of each of its listeners. */
public final class EchoDaemon {
    private EchoDaemon() {}

    public static List<String> command(String... arguments) {
        return command(List.of(), List.of(), arguments);
    }

    /** The command behind others, and with options for java. */
    public static List<String> command(List<String> before, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(before);
        command.add(Paths.JAVA);
        command.addAll(options);
        command.addAll(List.of("-jar", Paths.ECHO_DAEMON));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The line of a listener that is passed as systemd does it. */
    public static String line(String name, String kind, int fd, String address) {
        return line(name, kind, "systemd", fd, "\"" + address + "\"");
    }

    /**
     * The line of a listener.
     *
     * @param fd the descriptor that is inherited; none of a listener that is bound
     * @param address in JSON
     */
    public static String line(String name, String kind, String provider, @Nullable Integer fd, String address) {
        return "{\"name\":\"" + name + "\",\"kind\":\"" + kind + "\",\"provider\":\"" + provider + "\",\"fd\":" + fd
                + ",\"address\":" + address + "}";
    }

    /** The names of the specs, as a program asks for the listeners that it is passed. */
    public static String[] names(List<String> specs) {
        return specs.stream()
                .map(spec -> StringUtils.substringBefore(spec, "="))
                .toArray(String[]::new);
    }
}
