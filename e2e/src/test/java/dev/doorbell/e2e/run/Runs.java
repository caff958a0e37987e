package dev.doorbell.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.StringUtils;

/** Programs under {@code doorbell run}. */
public final class Runs {
    private static final Pattern STARTED = Pattern.compile("process (\\d+)$");

    private Runs() {}

    /** Returns the command up to the specs. */
    public static List<String> command(List<String> options) {
        List<String> command = new ArrayList<>(List.of(Paths.JAVA, "-jar", Paths.DOORBELL_COMMAND, "run"));
        command.addAll(options);
        return command;
    }

    public static List<String> command(List<String> options, List<String> specs, List<String> program) {
        List<String> command = command(options);
        command.addAll(specs);
        command.add("--");
        command.addAll(program);
        return command;
    }

    static Program start(List<String> options, List<String> specs, String... program) throws Exception {
        return Program.start(command(options, specs, List.of(program)));
    }

    /** Starts {@code doorbell run} with echo-daemon, which asks only for the names. */
    static Program startEcho(List<String> options, List<String> specs) throws Exception {
        return Program.start(command(options, specs, EchoDaemon.command(EchoDaemon.names(specs))));
    }

    public static void awaitListening(Program program, int count) throws Exception {
        Eventually.becomesTrue(
                count + " listeners of " + program.err(),
                () -> !program.isAlive() || listening(program).size() >= count);
        assertThat(listening(program)).as("%s", program.err()).hasSizeGreaterThanOrEqualTo(count);
    }

    private static List<String> listening(Program program) {
        return program.err().stream()
                .filter(line -> line.startsWith("doorbell: listening on "))
                .toList();
    }

    /** Returns the address of the only listener, or the first. */
    public static String at(Program program) throws Exception {
        return at(program, 0);
    }

    public static String at(Program program, int index) throws Exception {
        awaitListening(program, index + 1);
        String line = listening(program).get(index);
        return StringUtils.substringBetween(line, "(", ")").replaceFirst("^\\w+ ", "");
    }

    static InetSocketAddress ip(Program program) throws Exception {
        return Echo.address(at(program));
    }

    /** Waits for the line about a started process. {@return its number; the index counts from 0} */
    static long child(Program program, int index) throws Exception {
        List<Long> pids = new ArrayList<>();
        Eventually.becomesTrue("process " + index + " starts: " + program.err(), () -> {
            pids.clear();
            program.err().stream().filter(line -> line.contains(": started ")).forEach(line -> {
                Matcher pid = STARTED.matcher(line);
                assertThat(pid.find()).as(line).isTrue();
                pids.add(Long.parseLong(pid.group(1)));
            });
            return pids.size() > index;
        });
        return pids.get(index);
    }

    /** Returns the variables of /proc/PID/environ, in the order of the names. */
    static List<String> environment(long pid) throws Exception {
        String all = Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
        return all.isEmpty()
                ? List.of()
                : List.of(all.split("\0")).stream().sorted().toList();
    }

    /** Returns a process and all its descendants. */
    static List<ProcessHandle> tree(Program program) {
        List<ProcessHandle> all = new ArrayList<>();
        ProcessHandle.of(program.pid()).ifPresent(root -> {
            all.add(root);
            root.descendants().forEach(all::add);
        });
        return all;
    }

    /** Returns the processes with this variable in their environment, including those whose parent has ended. */
    static List<Long> marked(Map.Entry<String, String> mark) throws Exception {
        List<Long> found = new ArrayList<>();
        String variable = mark.getKey() + "=" + mark.getValue();
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            try {
                if (environment(process.pid()).contains(variable)) {
                    found.add(process.pid());
                }
            } catch (IOException hasNone) {
                // the process has ended, or belongs to another user or the kernel
            }
        }
        return found;
    }
}
