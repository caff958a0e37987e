package dev.doorbell.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.needs.Needs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code doorbell run} in the foreground of a terminal, whose keys send signals to the program as well. */
@Timeout(120)
@Needs("python3")
class RunTerminalIT {
    /**
     * A program that runs its arguments behind the first on a terminal of their own, and the first as code when
     * "counting" appears on the terminal. It ends by printing the text of the terminal, and the exit status.
     */
    private static final String TERMINAL = """
            import os, pty, signal, sys, time
            pid, terminal = pty.fork()
            if pid == 0:
                os.execvp(sys.argv[2], sys.argv[2:])
            screen = b""
            def read():
                global screen
                try:
                    screen += os.read(terminal, 1000)
                except OSError:
                    # no process has it open at the moment
                    time.sleep(0.02)
            def until(text):
                while text not in screen:
                    read()
            until(b"counting")
            exec(sys.argv[1])
            ended = 0
            while not ended:
                read()
                ended, status = os.waitpid(pid, os.WNOHANG)
            print(screen.decode(), "status", os.waitstatus_to_exitcode(status))
            """;

    private static final String CONTROL_C = "os.write(terminal, b'\\x03')";

    private static final String TWO_KILLS =
            "os.kill(pid, signal.SIGINT); until(b'A second one is forwarded');" + " os.kill(pid, signal.SIGINT)";

    /** A program that ends half a second after the first SIGINT, with 40 and the number of SIGINTs as its status. */
    private static final String COUNTING = """
            import signal, sys, time
            count = 0
            def interrupt(number, frame):
                global count
                count += 1
            signal.signal(signal.SIGINT, interrupt)
            with open("/dev/tty", "w") as terminal:
                print("counting", file=terminal)
            while not count:
                signal.pause()
            end = time.monotonic() + 0.5
            while time.monotonic() < end:
                time.sleep(0.05)
            sys.exit(40 + count)
            """;

    @Test
    void a_key_reaches_the_program_once() throws Exception {
        assertThat(after(CONTROL_C, "exec \"$@\"")).endsWith("status 41");
    }

    @Test
    void a_key_reaches_it_once_also_where_every_standard_stream_is_redirected() throws Exception {
        assertThat(after(CONTROL_C, "exec \"$@\" </dev/null >/dev/null 2>&1")).endsWith("status 41");
    }

    @Test
    void of_signals_to_the_run_only_the_second_one_is_forwarded() throws Exception {
        assertThat(after(TWO_KILLS, "exec \"$@\"")).endsWith("status 41");
    }

    /** Returns the last output of the terminal's program, after an action on a program that a shell has started there. */
    private static String after(String done, String shell) throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", "-c", TERMINAL, done));
        // a program that a shell starts in the background, such as a build, ignores SIGINT
        command.addAll(List.of("env", "--default-signal=INT,HUP", "sh", "-c", shell, "sh"));
        command.addAll(
                Runs.command(List.of("--now"), List.of("x=tcp://127.0.0.1:0"), List.of("python3", "-c", COUNTING)));
        try (Program program = Program.start(command)) {
            assertThat(program.exitCode()).as("%s", program.err()).isZero();
            return program.out().get(program.out().size() - 1);
        }
    }
}
