package dev.doorbell.descriptors.posix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.adoption.SpawnedJava;
import dev.doorbell.descriptors.jdk.JdkAccess;
import dev.doorbell.descriptors.jdk.JdkAccessTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** JNA that is missing, JNA that cannot load its native library, and JNA that works: each in a JVM of its own. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "no file can be made in its /proc")
@Timeout(60)
class JnaTroubleTest {
    private static final String OPENED = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED";
    private static final String NOWHERE = "-Djna.tmpdir=/proc";
    private static final String ADD = "dd net.java.dev.jna:jna";

    @TempDir
    private Path directory;

    @Test
    void jna_that_is_missing_is_to_be_added() throws Exception {
        String[] attempts = SpawnedJava.withoutJna().run(Asking.class).split("\n");
        assertThat(attempts).hasSize(2).containsOnly("The test needs JNA. Add net.java.dev.jna:jna.");
    }

    @Test
    void jna_that_cannot_unpack_its_library_says_where_and_is_not_to_be_added() throws Exception {
        String printed = SpawnedJava.withJna().option(NOWHERE).run(Asking.class);
        assertThat(printed.lines().filter(line -> line.startsWith("The test needs JNA, and JNA cannot load its")))
                .as("the same at both attempts")
                .hasSize(2)
                .allMatch(line -> line.contains("native library (Failed to create temporary file for "))
                .allMatch(line -> line.contains("). Set -Djna.tmpdir=DIR to a folder that is writable"))
                .allMatch(line -> line.contains(" or -Djna.boot.library.path=DIR to one with the library"))
                .noneMatch(line -> line.contains(ADD));
    }

    @Test
    void a_folder_without_the_library_is_not_fixed_by_another_temporary_folder() throws Exception {
        String printed = SpawnedJava.withJna()
                .option("-Djna.nounpack=true", "-Djna.boot.library.path=" + directory)
                .run(Asking.class);
        assertThat(printed)
                .contains("(Could not find JNA native support). Set -Djna.boot.library.path=DIR", "-Djna.nounpack=true")
                .doesNotContain("tmpdir", ADD);
    }

    @Test
    void a_jar_that_lacks_the_library_is_to_be_replaced() throws Exception {
        assertThat(SpawnedJava.withJna().option("-Dos.arch=z9").run(Asking.class))
                .contains("linux-z9/libjnidispatch.so) not found in resource path", "Use a jna jar that has it.")
                .doesNotContain("tmpdir", ADD);
    }

    @Test
    void the_last_way_in_says_how_to_let_jna_load_its_library() throws Exception {
        String printed =
                SpawnedJava.withJna().option(NOWHERE, "-Ddoorbell.access=jna").run(JdkAccessTest.Asking.class);
        assertThat(printed)
                .contains("(jna: Failed to create temporary file for ")
                .contains("). Set -Djna.tmpdir=DIR to a folder that is writable")
                .contains(", or remove -Ddoorbell.access=jna.")
                .doesNotContain(ADD);
    }

    @Test
    void what_needs_no_jna_does_not_notice() throws Exception {
        String printed = SpawnedJava.withJna().option(NOWHERE, OPENED).run(JdkAccessTest.Asking.class);
        assertThat(printed).isEqualToIgnoringNewLines("a FIFO");
    }

    @Test
    void jna_that_works_has_no_trouble_where_a_function_is_missing() {
        UnsatisfiedLinkError failure = new UnsatisfiedLinkError("Error looking up function 'x'");

        assertThat(JnaTrouble.behind(failure)).isEmpty();
        assertThat(Jna.unusable("The queue", failure))
                .hasMessageStartingWith("The queue needs a native function that this system lacks (Error looking up")
                .hasCause(failure);
    }

    /** Asks for the C library, twice: the JVM words the second failure in another way. */
    static final class Asking {
        private Asking() {}

        public static void main(String[] arguments) {
            twice(() -> Jna.libC("The test"));
        }

        static void twice(Runnable use) {
            for (int attempt = 0; attempt < 2; attempt++) {
                try {
                    use.run();
                    System.out.println("JNA works");
                } catch (UnsupportedOperationException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    /** Asks for a way into the JDK, twice. */
    static final class AskingForAccess {
        private AskingForAccess() {}

        public static void main(String[] arguments) {
            Asking.twice(JdkAccess::get);
        }
    }
}
