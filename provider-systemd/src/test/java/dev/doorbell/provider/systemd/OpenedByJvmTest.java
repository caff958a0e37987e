package dev.doorbell.provider.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.OpenedByJvm;
import dev.doorbell.descriptors.files.FileType;
import dev.doorbell.provider.systemd.matching.Passed;
import dev.doorbell.spec.Address;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenedByJvmTest {
    @TempDir
    private Path directory;

    @Test
    void the_jdks_own_files_are_the_jvms() {
        assertThat(isJvms(Path.of(System.getProperty("java.home"), "lib", "modules")))
                .isTrue();
        assertThat(isJvms(Path.of(System.getProperty("java.home") + "-backup", "modules")))
                .isFalse();
    }

    @Test
    void a_jar_of_the_class_path_is_the_jvms_however_it_is_written_there() throws IOException {
        Path jar = Files.createFile(directory.resolve("a.jar"));
        Path link = Files.createSymbolicLink(directory.resolve("link.jar"), jar);
        Path dotted = directory.resolve(".").resolve("a.jar");
        assertThat(isJvms(jar, directory.resolve("b.jar") + File.pathSeparator + jar))
                .isTrue();
        assertThat(isJvms(jar, link.toString())).isTrue();
        assertThat(isJvms(jar, dotted.toString())).isTrue();
    }

    /** As a path that is not ASCII has none in a JVM without a locale. */
    @Test
    void an_entry_that_has_no_path_names_no_file() throws IOException {
        Path jar = Files.createFile(directory.resolve("a.jar"));
        assertThat(isJvms(jar, "\0" + File.pathSeparator + jar)).isTrue();
        assertThat(isJvms(jar, "\0")).isFalse();
    }

    @Test
    void a_jar_in_a_directory_of_the_module_path_is_the_jvms() throws IOException {
        Path jar = Files.createFile(directory.resolve("a.jar"));
        assertThat(isJvms(jar, directory.toString())).isTrue();
    }

    @Test
    void another_file_in_a_directory_of_the_class_path_is_not() throws IOException {
        Path passed = Files.createFile(directory.resolve("passed.conf"));
        assertThat(isJvms(passed, directory.toString())).isFalse();
    }

    @Test
    void a_file_whose_path_only_begins_like_an_entry_is_not() throws IOException {
        Path jar = Files.createFile(directory.resolve("a.jar"));
        Path other = Files.createFile(directory.resolve("a.jar.log"));
        assertThat(isJvms(other, jar.toString())).isFalse();
    }

    @Test
    void what_is_no_regular_file_is_not() {
        assertThat(OpenedByJvm.is(Passed.tcp(3, "web", "127.0.0.1", 80).facts().orElseThrow(), "/"))
                .isFalse();
        assertThat(OpenedByJvm.is(new DescriptorFacts(3, FileType.DIRECTORY, Optional.empty()), "/"))
                .isFalse();
    }

    private static boolean isJvms(Path file, String... classPath) {
        DescriptorFacts facts = new DescriptorFacts(3, FileType.REGULAR_FILE, Optional.of(new Address.File(file)));
        return OpenedByJvm.is(facts, classPath);
    }
}
