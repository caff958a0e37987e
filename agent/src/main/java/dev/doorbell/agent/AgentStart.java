package dev.doorbell.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.jar.JarFile;

/** The start of the agent in a class loader of its own, for a process that listeners may have been passed to. */
final class AgentStart {
    private static final String AGENT = "dev.doorbell.agent.adoption.Agent";
    private static final File OWN_PROCESS = new File("/proc/self");
    private static final String DECIMAL = "[0-9]{1,9}";

    private AgentStart() {}

    /**
     * Returns false for the child of a program under the agent: it inherits the variables, and
     * {@code JAVA_TOOL_OPTIONS} gives it the agent too. Any other process is checked by the library.
     */
    static boolean isPassedToThisProcess() throws IOException {
        String pid = System.getenv("LISTEN_PID");
        // the usual case, without ProcessHandle, which is slow to start
        if (pid == null || pid.equals(OWN_PROCESS.getCanonicalFile().getName())) {
            return true;
        }
        if (!pid.matches(DECIMAL) || System.getProperty("doorbell.systemd.pid") != null) {
            return true;
        }
        long addressed = Long.parseLong(pid);
        return addressed == ProcessHandle.current().pid() || !isJava(addressed);
    }

    private static boolean isJava(long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        Optional<String> command = process.isPresent() ? process.get().info().command() : Optional.empty();
        return command.isPresent() && new File(command.get()).getName().equals("java");
    }

    /**
     * Starts the agent.
     *
     * @throws Exception if the jar cannot be read, or is not complete
     */
    @SuppressWarnings("unchecked")
    static void run(Instrumentation instrumentation) throws Exception {
        ProtectionDomain domain = AgentStart.class.getProtectionDomain();
        File path = new File(domain.getCodeSource().getLocation().toURI());
        Class<?> agent = new AgentClassLoader(new JarFile(path), domain).loadClass(AGENT);
        ((Consumer<Instrumentation>) agent.getConstructor().newInstance()).accept(instrumentation);
    }
}
