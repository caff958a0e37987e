package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@link BindProgram} in a JVM of its own, with less than ours has. */
final class OtherJvm {
    private final List<String> command = new ArrayList<>();
    private String classPath = System.getProperty("java.class.path", "");

    OtherJvm(String... before) {
        command.addAll(List.of(before));
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.add("-Xshare:auto");
        // what JDK 24 and later print of JNA would stand among what the program prints
        command.add("--enable-native-access=ALL-UNNAMED");
    }

    /** Without the rights of root, where we are root: root's files are still ours, and the locks on them hold. */
    static OtherJvm withoutRights() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new OtherJvm();
        }
        return new OtherJvm("setpriv", "--bounding-set=-all", "--inh-caps=-all");
    }

    OtherJvm option(String option) {
        command.add(option);
        return this;
    }

    OtherJvm withoutJar(String name) {
        StringBuilder left = new StringBuilder();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            if (!new File(entry).getName().startsWith(name)) {
                left.append(left.length() == 0 ? "" : File.pathSeparator).append(entry);
            }
        }
        assertThat(left.toString()).as("class path without " + name).isNotEqualTo(classPath);
        classPath = left.toString();
        return this;
    }

    /** Starts another program; the caller ends it. */
    Process start(Class<?> main, String... arguments) throws IOException {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of("-cp", classPath, main.getName()));
        whole.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(whole).redirectErrorStream(true).start();
    }

    /** Returns the output of the program; it has left no socket. */
    String bind(String... specs) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of("-cp", classPath, BindProgram.class.getName()));
        whole.addAll(Arrays.asList(specs));
        String printed = String.join("\n", Tools.lines(whole.toArray(new String[0])));
        assertThat(printed).endsWith("sockets left: 0");
        return printed;
    }
}
