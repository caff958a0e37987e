package dev.doorbell.agent;

import java.lang.instrument.Instrumentation;

/**
 * Entry point of {@code -javaagent}. Where no descriptor was passed it returns at once, and loads no other class.
 *
 * <p>It is compiled for Java 8, so that an older JVM reads the message and not {@link UnsupportedClassVersionError}.
 */
public final class Premain {
    private static final int OLDEST_JDK = 17;

    private static boolean started;

    private Premain() {}

    /**
     * Runs before the program's own entry point. The program starts also if the agent fails.
     *
     * @param options not used: the options are system properties
     * @param instrumentation of the JVM
     */
    public static void premain(String options, Instrumentation instrumentation) {
        try {
            if (System.getenv("LISTEN_PID") == null && System.getProperty("doorbell.agent.map") == null) {
                return;
            }
            if (isTooOld(System.getProperty("java.specification.version"))) {
                warn("JDK " + System.getProperty("java.version") + " is older than " + OLDEST_JDK
                        + ". Nothing is adopted. Run the program with JDK " + OLDEST_JDK + " or newer.");
            } else if (AgentStart.isPassedToThisProcess() && isFirst()) {
                AgentStart.run(instrumentation);
            }
        } catch (Throwable failure) {
            warn("cannot start: " + failure + ". Nothing is adopted.");
        }
    }

    /**
     * Runs where the agent is attached to a program that runs already.
     *
     * @param options not used
     * @param instrumentation of the JVM
     */
    public static void agentmain(String options, Instrumentation instrumentation) {
        warn("attached to a running program, which has bound its addresses already. Nothing is adopted. Start the"
                + " program with -javaagent:doorbell-agent.jar.");
    }

    /** Until Java 8 the version is 1.8. */
    static boolean isTooOld(String specification) {
        return specification.startsWith("1.") || Integer.parseInt(specification) < OLDEST_JDK;
    }

    private static synchronized boolean isFirst() {
        if (started) {
            warn("-javaagent names the agent twice. The second is ignored. Remove it.");
            return false;
        }
        started = true;
        return true;
    }

    private static void warn(String message) {
        System.err.println("doorbell-agent: " + message);
    }
}
