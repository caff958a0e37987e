package dev.doorbell.junit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands of test programs. */
final class Programs {
    private Programs() {}

    /** A class with a main method, with a short start. */
    static List<String> java(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
