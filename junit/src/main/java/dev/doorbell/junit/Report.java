package dev.doorbell.junit;

import dev.doorbell.Listener;
import dev.doorbell.handover.notify.ServiceStatus;
import java.util.List;

/** The state of a program, for the failure of a test. */
final class Report {
    private static final int FIRST_PASSED = 3;

    private Report() {}

    static String of(ActiveProgram program) {
        ProgramRuns runs = program.runs();
        ServiceStatus status = runs.status();
        StringBuilder text = new StringBuilder("Program: ").append(String.join(" ", program.settings().command));
        line(
                text,
                "Started " + runs.starts() + " times; running: " + pids(program) + "; last exit status: "
                        + (runs.lastExit().isPresent() ? runs.lastExit().getAsInt() : "none"));
        runs.failure().ifPresent(failure -> line(text, "Not started any more: " + failure.getMessage()));
        line(text, "Passed: " + passed(program));
        line(text, "State: " + status.state() + (status.text().isEmpty() ? "" : ", " + status.text()));
        line(text, "Notifications: " + runs.notifications());
        line(text, "Doorbell in this environment: " + Explanation.of(program).strip());
        line(text, "Last lines of its output:");
        program.output().lastLines().forEach(output -> line(text, "  " + output));
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append('\n').append(line);
    }

    private static List<Long> pids(ActiveProgram program) {
        return program.runs().running().stream().map(Process::pid).toList();
    }

    /** Each descriptor by its number, also those of the store. */
    private static String passed(ActiveProgram program) {
        Settings settings = program.settings();
        if (settings.acceptEach || settings.inetd) {
            return (settings.acceptEach ? "a connection of " : "")
                    + program.passed()
                    + (settings.inetd ? " as standard input and output" : " as fd " + FIRST_PASSED);
        }
        StringBuilder list = new StringBuilder();
        int number = FIRST_PASSED;
        for (Listener listener : program.passed()) {
            list.append(number == FIRST_PASSED ? "" : ", ")
                    .append("fd ")
                    .append(number++)
                    .append(" = ")
                    .append(listener);
        }
        for (String name : program.store().names()) {
            list.append(number == FIRST_PASSED ? "" : ", ")
                    .append("fd ")
                    .append(number++)
                    .append(" = stored \"" + name + '"');
        }
        return list.toString();
    }
}
