package dev.doorbell.e2e.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.docs.Page;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.servers.HeldServer;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

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
        Path source = Files.writeString(
                directory.resolve(file), Page.of(PAGE).file(file).text());
        Path classes = Files.createDirectories(directory.resolve("classes"));
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        messages,
                        messages,
                        "-proc:none",
                        "-parameters",
                        "-d",
                        classes.toString(),
                        "-cp",
                        classPath,
                        source.toString());
        assertThat(result).as(messages.toString(StandardCharsets.UTF_8)).isZero();
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
