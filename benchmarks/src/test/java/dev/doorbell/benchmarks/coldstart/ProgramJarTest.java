package dev.doorbell.benchmarks.coldstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramJarTest {
    @TempDir
    private Path folder;

    @Test
    void a_program_takes_its_own_package_and_everything_of_its_libraries() throws IOException {
        Path own = jar("own", "own/programs/A.class", "own/harness/B.class");
        Path library = jar("library", "lib/C.class", "META-INF/X.SF", "module-info.class");
        assertThat(names(written(own, library)))
                .containsExactlyInAnyOrder("META-INF/MANIFEST.MF", "own/programs/A.class", "lib/C.class");
    }

    @Test
    void services_of_all_libraries_are_kept() throws IOException {
        Path own = jar("own");
        Path written = written(own, jar("one", "META-INF/services/S"), jar("two", "META-INF/services/S"));
        try (JarFile jar = new JarFile(written.toFile())) {
            byte[] services =
                    jar.getInputStream(jar.getEntry("META-INF/services/S")).readAllBytes();
            assertThat(new String(services, UTF_8)).isEqualTo("of one\nof two\n");
        }
    }

    @Test
    void the_manifest_has_what_the_program_is_started_with() throws IOException {
        try (JarFile jar = new JarFile(written(jar("own")).toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Add-Opens"))
                    .isEqualTo("x/y");
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo(Main.class.getName());
        }
    }

    private static final class Main {}

    private Path written(Path own, Path... libraries) throws IOException {
        Path jar = folder.resolve("program.jar");
        new ProgramJar(Main.class, Map.of("Add-Opens", "x/y")).write(jar, own, "own.programs", List.of(libraries));
        return jar;
    }

    private Path jar(String name, String... entries) throws IOException {
        Path jar = folder.resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (String entry : entries) {
                out.putNextEntry(new JarEntry(entry));
                out.write(("of " + name).getBytes(UTF_8));
            }
        }
        return jar;
    }

    private static List<String> names(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(JarEntry::getName).toList();
        }
    }
}
