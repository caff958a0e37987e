package dev.doorbell.provider.fallback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.descriptors.unix.UnixSockets;
import dev.doorbell.spec.ListenerSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Programs that load no native library: where the JVM lists the classes that it loads, there is none of JNA or jnr. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "files have no mode there")
@Timeout(60)
class NativeFreeTest {
    @TempDir
    private Path directory;

    @Test
    void binding_loads_no_native_library_where_the_package_is_open() throws Exception {
        assertThat(nativeClasses("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "-Ddoorbell.access=opened"))
                .isEmpty();
    }

    @Test
    void binding_loads_no_native_library_where_serializers_have_their_own() throws Exception {
        assertThat(nativeClasses("-Ddoorbell.access=serialization")).isEmpty();
    }

    @Test
    void the_list_of_classes_has_those_of_jna_where_it_is_used() throws Exception {
        assertThat(nativeClasses("-Ddoorbell.access=jna")).isNotEmpty();
    }

    private List<String> nativeClasses(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Xlog:class+load",
                "-cp",
                classPath(
                        Doorbell.class, UnixSockets.class, FallbackProvider.class, NativeFreeTest.class, Native.class),
                Binding.class.getName(),
                directory.toString()));
        String printed = run(command);
        assertThat(printed).contains("bound 6 listeners");
        try (Stream<String> lines = printed.lines()) {
            return lines.filter(line -> line.contains("] com.sun.jna.") || line.contains("] jnr."))
                    .toList();
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }

    private static String classPath(Class<?>... types) throws Exception {
        List<String> libraries = new ArrayList<>();
        for (Class<?> type : types) {
            libraries.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(File.pathSeparator, libraries);
    }

    /** Binds each kind that needs no library, also in the ways that the JDK has no method for. */
    static final class Binding {
        private Binding() {}

        public static void main(String[] arguments) throws IOException {
            String[] specs = {
                "tcp4=tcp4://127.0.0.1:0",
                "tcp6=tcp6://[::]:0",
                "udp4=udp://127.0.0.1:0",
                "udp6=udp6://[::]:0",
                "unix=unix://" + arguments[0] + "/plain",
                "mode=unix://" + arguments[0] + "/mode?mode=0600"
            };
            ListenerSpec[] parsed = new ListenerSpec[specs.length];
            for (int i = 0; i < specs.length; i++) {
                parsed[i] = ListenerSpec.parse(specs[i]);
            }
            try (Listeners listeners = Doorbell.open(parsed)) {
                System.out.println("bound " + listeners.all().size() + " listeners");
            }
        }
    }
}
