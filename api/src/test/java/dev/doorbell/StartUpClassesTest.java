package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.startup.BareFallback;
import dev.doorbell.startup.DoorbellBind;
import dev.doorbell.startup.PlainBind;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Start-up is what a socket-activated program is waited for: the way to the first listener takes no lambda, stream,
 * regular expression, logger or record bootstrap, each of which costs milliseconds in a new JVM.
 */
class StartUpClassesTest {
    private static final List<String> DEAR = List.of(
            "java.util.regex.",
            "java.util.logging.",
            "java.util.stream.",
            "java.lang.runtime.ObjectMethods",
            "java.lang.invoke.StringConcat",
            "java.lang.System$Logger");

    @TempDir
    Path directory;

    @BeforeEach
    void registerTheFallback() throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve("dev.doorbell.spi.ListenerProvider"), BareFallback.class.getName());
    }

    @Test
    void the_way_to_the_first_listener_loads_nothing_dear() throws Exception {
        Set<String> classes = loadedBy(DoorbellBind.class);
        assertThat(classes).contains(Doorbell.class.getName(), BareFallback.class.getName());
        classes.removeAll(loadedBy(PlainBind.class));
        assertThat(classes).filteredOn(StartUpClassesTest::isDear).isEmpty();
    }

    private static boolean isDear(String name) {
        return name.contains("Lambda") || DEAR.stream().anyMatch(name::startsWith);
    }

    /** The classes that a new JVM loads for a program; those that have no fixed name, without what makes them differ. */
    private Set<String> loadedBy(Class<?> program) throws Exception {
        Path log = directory.resolve(program.getSimpleName() + ".log");
        Path output = directory.resolve(program.getSimpleName() + ".out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + log.getFileName() + ":none:filecount=0",
                        "-cp",
                        String.join(File.pathSeparator, root(Doorbell.class), root(program), directory.toString()),
                        program.getName())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        Set<String> names = new TreeSet<>();
        for (String line : Files.readAllLines(log)) {
            names.add(line.replaceFirst(" source: .*", "").replaceFirst("[$/](\\d+/)?0x.*", ""));
        }
        return names;
    }

    private static String root(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
