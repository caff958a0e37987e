package dev.doorbell.e2e.integrations;

import dev.doorbell.e2e.docs.Page;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.servers.HeldServer;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of docs/integrations.md, compiled against a class path.
 *
 * @param name the name of its class
 * @param classPath what it runs with
 */
record PageProgram(String name, String classPath) {
    private static final String PAGE = "docs/integrations.md";

    /** Compiles a file of the page into the directory. */
    static PageProgram compiled(String file, String classPath, Path directory) throws Exception {
        Path classes = Page.of(PAGE).compile(file, classPath, directory, "-parameters");
        return new PageProgram(file.replace(".java", ""), classes + File.pathSeparator + classPath);
    }

    /** Returns its command. */
    List<String> command(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Paths.JAVA));
        command.addAll(HeldServer.SHORT_LIFE);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, name));
        command.addAll(List.of(arguments));
        return command;
    }
}
