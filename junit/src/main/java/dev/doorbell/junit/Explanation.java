package dev.doorbell.junit;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.handover.Handover;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@link Doorbell#explain()} of a process that is started as the program was, with the same listeners and environment. The
 * program itself may be in any language, or have ended.
 */
final class Explanation {
    private static final int BOUND_SECONDS = 20;
    private static final String TO_FILE = "exec </dev/null >\"$1\" 2>&1; shift; exec \"$@\"";

    /** By which the jars are found that it needs; a build tool may have others on its class path only. */
    private static final List<String> NEEDED = List.of(
            "dev.doorbell.junit.Explanation",
            "dev.doorbell.Doorbell",
            "dev.doorbell.descriptors.RawDescriptors",
            "dev.doorbell.handover.Handover",
            "dev.doorbell.provider.systemd.SystemdProvider",
            "dev.doorbell.provider.launchd.LaunchdProvider",
            "dev.doorbell.provider.fallback.FallbackProvider",
            "com.sun.jna.Native");

    private static final AtomicInteger COUNT = new AtomicInteger();

    private Explanation() {}

    /** The process that explains. */
    public static void main(String[] arguments) {
        System.out.println(Doorbell.explain());
    }

    /** {@return the explanation, or why there is none} */
    static String of(ActiveProgram program) {
        if (program.settings().acceptEach || program.settings().inetd) {
            return "a connection is gone when its program has ended, so there is nothing to explain";
        }
        List<Integer> numbers = new ArrayList<>();
        try {
            Path out = program.path(".explanation" + COUNT.incrementAndGet());
            Handover handover = new Handover(command(out)).processGroup();
            program.environment().apply(handover);
            for (Listener listener : program.passed()) {
                int number = RawDescriptors.duplicate(listener.channel());
                numbers.add(number);
                handover.pass(listener.name(), number);
            }
            Process process = handover.start();
            try {
                boolean ended = process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS);
                return ended ? Files.readString(out) : "not within " + BOUND_SECONDS + " s";
            } finally {
                Process unused = process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "cannot be had: the thread was interrupted";
        } catch (IOException | RuntimeException e) {
            return "cannot be had: " + e;
        } finally {
            numbers.forEach(Explanation::close);
        }
    }

    private static void close(int number) {
        try {
            RawDescriptors.close(number);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> command(Path out) {
        Set<String> classPath = new LinkedHashSet<>();
        for (String needed : NEEDED) {
            location(needed).ifPresent(classPath::add);
        }
        return List.of(
                "/bin/sh",
                "-c",
                TO_FILE,
                "sh",
                out.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                String.join(File.pathSeparator, classPath),
                Explanation.class.getName());
    }

    private static Optional<String> location(String type) {
        try {
            CodeSource source = Class.forName(type, false, Explanation.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource();
            return source == null
                    ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI()).toString());
        } catch (ClassNotFoundException | URISyntaxException missing) {
            return Optional.empty();
        }
    }
}
