package dev.doorbell.descriptors.unix;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.adoption.Looking;
import dev.doorbell.descriptors.posix.TestLibC;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(value = OS.LINUX, disabledReason = "binds its sockets with the C library of Linux")
class UnixNamesTest {
    private static final String UNIQUE = "doorbell-" + ProcessHandle.current().pid() + "-";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "with two  blanks ",
                "@",
                "a@b",
                "\u00fcn\u00efc\u00f6de \u96ea",
                "back\\slash",
                "tab\t",
                "return\r",
                "/run/x"
            })
    void an_abstract_name_is_told_as_it_was_bound(String name) throws IOException {
        assertThat(nameOf("\0" + UNIQUE + name)).isEqualTo(new Address.Abstract(UNIQUE + name));
    }

    @Test
    void one_that_was_bound_with_a_nul_at_its_end_has_it() throws IOException {
        assertThat(nameOf("\0" + UNIQUE + "end\0")).isEqualTo(new Address.Abstract(UNIQUE + "end@"));
    }

    /** The kernel writes {@code @} for it in {@code /proc/net/unix}, so the two cannot be told apart. */
    @Test
    void a_nul_in_an_abstract_name_is_told_as_an_at_sign() throws IOException {
        assertThat(nameOf("\0" + UNIQUE + "a\0b")).isEqualTo(new Address.Abstract(UNIQUE + "a@b"));
    }

    @Test
    void two_abstract_names_are_not_mistaken_for_each_other() throws IOException {
        int longer = UnixAddress.listening(TestLibC.SOCK_STREAM, ("\0" + UNIQUE + "xy").getBytes(UTF_8));
        assertThat(nameOf("\0" + UNIQUE + "x")).isEqualTo(new Address.Abstract(UNIQUE + "x"));
        assertThat(Looking.at(longer).address()).hasValue(new Address.Abstract(UNIQUE + "xy"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "with two  blanks ", "new\nline", "\u00fcn\u00efc\u00f6de \u96ea", "@", "back\\slash"})
    void a_path_is_told_as_it_was_bound(String file) throws IOException {
        Path path = directory.resolve(file);
        assertThat(nameOf(path.toString())).isEqualTo(new Address.File(path));
    }

    @Test
    void a_path_that_is_no_text_names_the_very_file() throws IOException {
        byte[] bytes = (directory + "/latin-1 \u00e9").getBytes(ISO_8859_1);
        int socket = UnixAddress.listening(TestLibC.SOCK_STREAM, bytes);
        Address.File address = (Address.File) Looking.at(socket).address().orElseThrow();
        assertThat(Files.exists(address.path())).isTrue();
        Files.delete(address.path());
    }

    @Test
    void a_relative_path_stays_relative() throws IOException {
        Path relative = Path.of("").toAbsolutePath().relativize(directory.resolve("\u00fc"));
        assertThat(relative.isAbsolute()).isFalse();
        assertThat(nameOf(relative.toString())).isEqualTo(new Address.File(relative));
    }

    private static Address nameOf(String bytes) throws IOException {
        int socket = UnixAddress.listening(TestLibC.SOCK_STREAM, bytes.getBytes(UTF_8));
        return Looking.at(socket).address().orElseThrow();
    }
}
