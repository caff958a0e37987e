package dev.doorbell.e2e.darwin;

import dev.doorbell.e2e.fixture.Paths;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The Darwin personality, {@code darwin.h}: the behaviour of macOS for a program and its children. Tests that use it need
 * {@code cc}.
 */
public final class Darwin {
    private static final String KERNEL = Paths.NATIVE.resolve("libdarwin.so").toString();

    private Darwin() {}

    /** Returns the variables of the whole personality, for {@link dev.doorbell.e2e.fixture.Program#start(List, Map)}. */
    public static Map<String, String> environment() {
        return environment("");
    }

    /**
     * Returns the variables with some rules only.
     *
     * @param rules {@code RULE,RULE} for these only, {@code -RULE,-RULE} for all but these
     */
    public static Map<String, String> environment(String rules) {
        Map<String, String> variables = new HashMap<>(kernel());
        // the java command reads it, and each java that such a program starts
        variables.put("JDK_JAVA_OPTIONS", String.join(" ", javaOptions()));
        variables.put("DOORBELL_DARWIN", rules);
        return variables;
    }

    /** Returns the variables without options for java, which prints a notice about such options on standard error. */
    static Map<String, String> kernel() {
        return Map.of("LD_PRELOAD", KERNEL);
    }

    /** Returns the options of a JVM besides {@code LD_PRELOAD}; the library path is for the stand-in for launchd. */
    static List<String> javaOptions() {
        return List.of("-Ddoorbell.os=Darwin", "-Djna.library.path=" + Paths.NATIVE);
    }
}
