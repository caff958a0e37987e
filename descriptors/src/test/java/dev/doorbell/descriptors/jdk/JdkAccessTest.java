package dev.doorbell.descriptors.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.SpawnedJava;
import dev.doorbell.descriptors.unix.UnixSockets;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which way is taken, and what is said where none is open; each in a JVM that is started for it. */
@Timeout(60)
public class JdkAccessTest {
    private static final String ADD_OPENS = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED";

    @Test
    void where_every_way_is_shut_each_says_why_and_the_message_how_to_open_one() throws Exception {
        String printed =
                SpawnedJava.withoutJna().option("--limit-modules=java.base").run(Asking.class);
        assertThat(printed)
                .contains(
                        "UnsupportedOperationException: cannot make a channel of a descriptor: no way into the JDK is open")
                .contains("opened: sun.nio.ch is not open to ALL-UNNAMED")
                .contains("serialization: sun.reflect.ReflectionFactory is missing")
                .contains("jna: com.sun.jna.NativeLibrary is missing")
                .contains("Use a Java that has the module jdk.unsupported, or start Java with --add-opens"
                        + " java.base/sun.nio.ch=ALL-UNNAMED, or add net.java.dev.jna:jna.");
    }

    @Test
    void nothing_needs_to_be_opened_or_added_and_no_jdk_warns() throws Exception {
        assertThat(SpawnedJava.withoutJna().run(Asking.class)).isEqualToIgnoringNewLines("a FIFO");
    }

    @Test
    void what_serializers_have_needs_nothing_else_and_no_jdk_warns() throws Exception {
        assertThat(SpawnedJava.withoutJna()
                        .option("-Ddoorbell.access=serialization")
                        .run(Asking.class))
                .isEqualToIgnoringNewLines("a FIFO");
    }

    @Test
    void an_open_package_needs_nothing_else() throws Exception {
        String printed = SpawnedJava.withoutJna()
                .option(ADD_OPENS, "--limit-modules=java.base")
                .run(Asking.class);
        assertThat(printed).isEqualToIgnoringNewLines("a FIFO");
    }

    @Test
    void jna_needs_nothing_else() throws Exception {
        assertThat(SpawnedJava.withJna().option("-Ddoorbell.access=jna").run(Asking.class))
                .contains("a FIFO");
    }

    @Test
    void a_forced_way_is_the_only_one_that_is_tried() throws Exception {
        assertThat(SpawnedJava.withJna().option("-Ddoorbell.access=opened").run(Asking.class))
                .contains("(opened: sun.nio.ch is not open to ALL-UNNAMED). Start Java with --add-opens")
                .contains("=ALL-UNNAMED, or remove -Ddoorbell.access=opened.");
    }

    @Test
    void a_forced_way_that_is_shut_says_what_opens_that_one() throws Exception {
        assertThat(SpawnedJava.withoutJna()
                        .option("-Ddoorbell.access=serialization", "--limit-modules=java.base")
                        .run(Asking.class))
                .contains("(serialization: sun.reflect.ReflectionFactory is missing). Use a Java that has the module"
                        + " jdk.unsupported, or remove -Ddoorbell.access=serialization.");
        assertThat(SpawnedJava.withoutJna().option("-Ddoorbell.access=jna").run(Asking.class))
                .contains("(jna: com.sun.jna.NativeLibrary is missing). Add net.java.dev.jna:jna, or remove"
                        + " -Ddoorbell.access=jna.");
    }

    @Test
    void an_unknown_way_is_an_error_that_lists_the_known_ones() throws Exception {
        assertThat(SpawnedJava.withJna()
                        .option(ADD_OPENS, "-Ddoorbell.access=open")
                        .run(Asking.class))
                .contains("IllegalStateException: -Ddoorbell.access: expected serialization, opened, jna, got \"open\"."
                        + " Use one of them, or remove it.");
    }

    /** A UNIX listener is bound by the JDK where no way is open; an accept would then find the value, too late for an error. */
    @Test
    void an_unknown_way_is_also_an_error_where_the_jdk_could_do_without() throws Exception {
        assertThat(SpawnedJava.withoutJna().option("-Ddoorbell.access=unsafe").run(AskingWithoutJna.class))
                .contains(
                        "IllegalStateException: -Ddoorbell.access: expected serialization, opened, jna, got \"unsafe\".");
    }

    /** Asks whether a UNIX path can be bound without JNA. */
    static final class AskingWithoutJna {
        private AskingWithoutJna() {}

        public static void main(String[] arguments) {
            try {
                System.out.println(UnixSockets.bindsWithoutJna(Path.of("s")));
            } catch (IllegalStateException e) {
                System.out.println(e);
            }
        }
    }

    /** Asks for the facts of its standard input, which is a pipe. */
    public static final class Asking {
        private Asking() {}

        public static void main(String[] arguments) throws IOException {
            try {
                System.out.println(DescriptorFacts.of(0).description());
            } catch (RuntimeException e) {
                System.out.println(e);
            }
        }
    }
}
