package dev.doorbell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Programs that inherit sockets by the options of spawn_with_sockets.c, as from systemd where these do not say else. */
public final class Spawn {
    /** The command's standard streams are the connection that was passed as 3, which is closed. */
    public static final List<String> AS_INETD = List.of("sh", "-c", "exec \"$@\" <&3 >&3 2>&3 3>&-", "sh");

    private static final List<String> UNTIL_TOLD = List.of("sh", "-c", "read -r told; exec \"$@\"", "sh");

    private Spawn() {}

    public static Program echoDaemon(List<String> passed, String... arguments) throws IOException {
        return Program.start(EchoDaemon.command(before(passed), List.of(), arguments));
    }

    /** The sockets are there at once; echo-daemon starts when its input is closed. */
    public static Program echoDaemonWhenTold(List<String> passed, String... arguments) throws IOException {
        List<String> before = before(passed);
        before.addAll(UNTIL_TOLD);
        return Program.start(EchoDaemon.command(before, List.of(), arguments));
    }

    public static Program small(List<String> passed, Class<?> program, String... arguments) throws Exception {
        return Program.start(SmallProgram.command(before(passed), program, arguments));
    }

    /** What {@code doorbell inspect} says of what was passed: one object. */
    public static JsonObject inspected(List<String> passed) throws Exception {
        List<String> command = before(passed);
        command.addAll(List.of(Paths.JAVA, "-jar", Paths.DOORBELL_COMMAND, "inspect", "--json"));
        try (Program inspect = Program.start(command)) {
            inspect.exitCode();
            assertThat(inspect.out()).as("%s", inspect.err()).hasSize(1);
            return JsonParser.object().from(inspect.out().get(0));
        }
    }

    /** One column of what {@code doorbell inspect} says. */
    public static List<String> inspected(String key, List<String> passed) throws Exception {
        JsonArray listeners = inspected(passed).getArray("listeners");
        List<String> values = new ArrayList<>();
        for (int index = 0; index < listeners.size(); index++) {
            values.add(String.valueOf(listeners.getObject(index).get(key)));
        }
        return values;
    }

    public static List<String> plus(List<String> passed, String... more) {
        List<String> all = new ArrayList<>(passed);
        all.addAll(List.of(more));
        return all;
    }

    /** Where spawn_with_sockets says that a socket is. */
    public static String at(Program program, int fd) throws InterruptedException {
        String prefix = "fd " + fd + " ";
        return program.errLine(prefix).substring(prefix.length());
    }

    public static InetSocketAddress address(Program program, int fd) throws Exception {
        return Echo.address(at(program, fd));
    }

    private static List<String> before(List<String> passed) {
        List<String> before = new ArrayList<>(List.of(Paths.SPAWN));
        before.addAll(passed);
        if (!passed.contains("--listen-pid")) {
            before.addAll(List.of("--listen-pid", "self"));
        }
        before.add("--");
        return before;
    }
}
