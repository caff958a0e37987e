package dev.doorbell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.units.UnitFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitOutputTest {
    private static final boolean FORCE = true;
    private static final List<UnitFile> FILES =
            List.of(new UnitFile("echo.socket", "one\n"), new UnitFile("echo.service", "two\n"));

    @TempDir
    private Path directory;

    @Test
    void files_are_overwritten_by_force() throws IOException {
        Path there = Files.writeString(directory.resolve("echo.service"), "x".repeat(10_000));
        assertThat(new UnitOutput(directory, FORCE).write(FILES))
                .containsExactly(directory.resolve("echo.socket"), there);
        assertThat(there).hasContent("two\n");
        assertThat(names()).as("nothing beside them").containsExactlyInAnyOrder("echo.service", "echo.socket");
    }

    @Test
    void force_replaces_a_link_and_not_what_it_leads_to() throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "theirs");
        Path link = Files.createSymbolicLink(directory.resolve("echo.service"), other);
        new UnitOutput(directory, FORCE).write(FILES);
        assertThat(other).hasContent("theirs");
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(link).hasContent("two\n");
    }

    @Test
    void without_force_a_link_that_leads_nowhere_is_there_too() throws IOException {
        Files.createSymbolicLink(directory.resolve("echo.service"), directory.resolve("nowhere"));
        assertThatThrownBy(() -> new UnitOutput(directory, !FORCE).write(FILES)).hasMessageContaining("exists already");
        assertThat(names()).containsExactly("echo.service");
    }

    @Test
    void a_directory_in_the_way_of_one_file_leaves_all_of_them_unwritten() throws IOException {
        Path way = Files.createDirectory(directory.resolve("echo.service"));
        assertThatThrownBy(() -> new UnitOutput(directory, FORCE).write(FILES))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(way + " is a directory.");
        assertThat(names()).containsExactly("echo.service");
    }

    @Test
    void a_file_that_cannot_be_written_leaves_all_of_them_unwritten() {
        List<UnitFile> files = new ArrayList<>(FILES);
        files.add(new UnitFile("x".repeat(256), "three"));
        assertThatThrownBy(() -> new UnitOutput(directory, !FORCE).write(files))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write to " + directory + ": ");
        assertThat(names()).isEmpty();
    }

    @Test
    void files_that_are_there_stay_if_another_cannot_be_written() throws IOException {
        Path first = Files.writeString(directory.resolve("echo.socket"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("echo.service"), Path.of("nowhere"));
        List<UnitFile> files = new ArrayList<>(FILES);
        files.add(new UnitFile("new.service", "three"));
        files.add(new UnitFile("x".repeat(256), "four"));
        assertThatThrownBy(() -> new UnitOutput(directory, FORCE).write(files))
                .hasMessageStartingWith("cannot write to " + directory + ": ");
        assertThat(first).hasContent("old");
        assertThat(Files.readSymbolicLink(link)).hasToString("nowhere");
        assertThat(names()).containsExactlyInAnyOrder("echo.socket", "echo.service");
    }

    @Test
    void without_force_a_file_that_is_there_is_not_replaced() throws IOException {
        Path there = Files.writeString(directory.resolve("echo.service"), "theirs");
        assertThatThrownBy(() -> new UnitOutput(directory, !FORCE).write(FILES))
                .hasMessage(there + " exists already. Use --force to overwrite it.");
        assertThat(there).hasContent("theirs");
        assertThat(names()).containsExactly("echo.service");
    }

    @Test
    void a_file_that_appears_meanwhile_is_named_and_so_are_those_that_are_new() throws IOException {
        Path second = directory.resolve("echo.service");
        List<UnitFile> appearing = new AbstractList<>() {
            @Override
            public UnitFile get(int index) {
                // they are written beside, and the first is in its place
                if (index == 1 && Files.exists(directory.resolve("echo.socket"))) {
                    assertThatNoException().isThrownBy(() -> Files.writeString(second, "theirs"));
                }
                return FILES.get(index);
            }

            @Override
            public int size() {
                return FILES.size();
            }
        };
        assertThatThrownBy(() -> new UnitOutput(directory, !FORCE).write(appearing))
                .hasMessage("cannot write to " + directory + ": " + second + " exists already. These are written: "
                        + directory.resolve("echo.socket") + ". Use --force to overwrite it.");
        assertThat(second).hasContent("theirs");
        assertThat(names()).containsExactlyInAnyOrder("echo.socket", "echo.service");
    }

    @Test
    void a_link_to_a_directory_is_a_directory() throws IOException {
        Path link =
                Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("target")));
        assertThat(new UnitOutput(link, !FORCE).write(FILES))
                .containsExactly(link.resolve("echo.socket"), link.resolve("echo.service"));
    }

    @Test
    void a_file_is_not_a_directory() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> new UnitOutput(file, !FORCE).write(FILES))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write to " + file + ": it is not a directory.");
    }

    private List<String> names() {
        return List.of(directory.toFile().list());
    }
}
