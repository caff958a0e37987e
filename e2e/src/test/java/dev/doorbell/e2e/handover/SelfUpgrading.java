package dev.doorbell.e2e.handover;

import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Ran;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.programs.Upgrading;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A running {@link Upgrading} with all its generations, which has one TCP listener. */
record SelfUpgrading(Program program) implements AutoCloseable {
    /** Has the standard output of all generations: the JDK closes that of a process when the first one has ended. */
    private static final List<String> KEEPING_OUTPUT =
            List.of("sh", "-c", "\"$@\"; echo ended with $?; exec sleep 3600", "sh");

    private static final String SERVING = "serving ";
    private static final String UPGRADED = "upgraded to ";

    static SelfUpgrading start(Map<String, String> variables, List<String> options, Path fails, String... more)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of(fails.toString(), "x=tcp://127.0.0.1:0"));
        arguments.addAll(List.of(more));
        List<String> command = new ArrayList<>(KEEPING_OUTPUT);
        command.addAll(
                SmallProgram.with(SmallProgram.LIBRARIES, options, Upgrading.class, arguments.toArray(String[]::new)));
        return new SelfUpgrading(Program.start(command, variables));
    }

    InetSocketAddress server() throws Exception {
        String line = program.outLine("listening on 127.0.0.1:");
        return new InetSocketAddress("127.0.0.1", Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
    }

    /** Waits until a generation serves, counted from 0. {@return its process} */
    long generation(int number) throws Exception {
        Eventually.becomesTrue("generation " + number, () -> pids(SERVING).size() > number);
        return pids(SERVING).get(number);
    }

    private List<Long> pids(String prefix) {
        return program.out().stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> Long.parseLong(line.substring(prefix.length())))
                .toList();
    }

    /** Sends SIGHUP, and waits until the process has ended. {@return the next one} */
    long upgrade(long pid) throws Exception {
        int before = pids(UPGRADED).size();
        Ran.signal("HUP", pid);
        Eventually.becomesTrue(
                "an upgrade: " + program.out() + program.err(),
                () -> pids(UPGRADED).size() > before);
        awaitEnd(pid);
        return pids(UPGRADED).get(before);
    }

    static void awaitEnd(long pid) throws Exception {
        Eventually.becomesTrue(pid + " ends", () -> !isAlive(pid));
    }

    static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    @Override
    public void close() {
        program.close();
        pids(SERVING).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }
}
