package dev.doorbell.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;
import java.util.jar.JarFile;

/** Entry point of {@code -javaagent}. Where no descriptor was passed it returns at once, and loads no other class. */
public final class Premain {
    private static final String AGENT = "dev.doorbell.agent.adoption.Agent";

    private static boolean started;

    private Premain() {}

    /**
     * Runs before the program's own entry point.
     *
     * @param options not used: the options are system properties
     * @param instrumentation of the JVM
     * @throws Exception if the jar cannot be read, or is not complete
     */
    public static void premain(String options, Instrumentation instrumentation) throws Exception {
        if (System.getenv("LISTEN_PID") != null && isFirst()) {
            start(instrumentation);
        }
    }

    /**
     * Runs where the agent is attached to a program that runs already.
     *
     * @param options not used
     * @param instrumentation of the JVM
     */
    public static void agentmain(String options, Instrumentation instrumentation) {
        System.err.println(
                "doorbell-agent: attached to a running program, which has bound its addresses already. Nothing"
                        + " is adopted; start the program with -javaagent:doorbell-agent.jar.");
    }

    private static synchronized boolean isFirst() {
        if (started) {
            System.err.println("doorbell-agent: -javaagent names the agent twice. The second is ignored; remove it.");
            return false;
        }
        started = true;
        return true;
    }

    @SuppressWarnings("unchecked")
    private static void start(Instrumentation instrumentation) throws Exception {
        File path = new File(Premain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        JarFile jar = new JarFile(path);
        Class<?> agent = new AgentClassLoader(jar).loadClass(AGENT);
        ((Consumer<Instrumentation>) agent.getConstructor().newInstance()).accept(instrumentation);
    }
}
