package dev.doorbell.agent.rewriting;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Defines the class of the hooks in {@code java.base}, where each class of the JDK and of the program can call it. */
public final class HooksClass {
    /** The build moves this text with the class that it names. */
    static final String NAME = "dev/doorbell/agent/hooks/DoorbellHooks";

    /** Its package is exported to every module, so that Netty needs no other access to the JDK. */
    private static final String NEIGHBOUR = "java.nio.channels.spi.SelectorProvider";

    private static final String[] OPENED = {"sun.nio.ch", "java.nio.channels.spi", "java.lang"};

    private HooksClass() {}

    /**
     * Defines it, and opens to the agent's own classes what they use of the JDK. No flag of the user's is needed.
     *
     * @param instrumentation of the JVM
     * @throws IOException if the jar cannot be read
     */
    public static void define(Instrumentation instrumentation) throws IOException {
        openPackages(instrumentation);
        try (InputStream content = HooksClass.class.getClassLoader().getResourceAsStream(NAME + ".class")) {
            byte[] bytes = Objects.requireNonNull(content, NAME).readAllBytes();
            Class<?> neighbour = Class.forName(NEIGHBOUR, false, null);
            MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup()).defineClass(bytes);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot define the hooks in JDK " + Runtime.version() + ": " + e + ".", e);
        }
    }

    /** Lets the agent write a field of a program's class, whatever module the class is in. */
    static void open(Instrumentation instrumentation, Module module, String packageName) {
        if (module.isNamed()) {
            Map<String, Set<Module>> opened = Map.of(packageName, Set.of(HooksClass.class.getModule()));
            instrumentation.redefineModule(module, Set.of(), Map.of(), opened, Set.of(), Map.of());
        }
    }

    private static void openPackages(Instrumentation instrumentation) {
        Set<Module> agent = Set.of(HooksClass.class.getModule());
        Map<String, Set<Module>> opened = new HashMap<>();
        for (String name : OPENED) {
            opened.put(name, agent);
        }
        instrumentation.redefineModule(Object.class.getModule(), Set.of(), Map.of(), opened, Set.of(), Map.of());
    }
}
