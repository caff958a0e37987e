package dev.doorbell.e2e;

import java.io.IOException;
import java.util.List;

/** What came of a program that has ended. */
public record Ran(int status, List<String> out, List<String> err) {
    public static Ran run(List<String> command) throws IOException, InterruptedException {
        try (Program program = Program.start(command)) {
            int status = program.exitCode();
            return new Ran(status, program.out(), program.err());
        }
    }
}
