package dev.doorbell.agent.rewriting;

import dev.doorbell.spec.Kind;
import dev.doorbell.spi.OperatingSystem;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the classes of the JDK that bind the kinds of listeners which were passed, at the start and all at once; and those of
 * Netty's native transports, when they are loaded. Another agent may let a class be rewritten again later, on any thread.
 */
public final class Rewriting implements ClassFileTransformer {
    private final Map<String, JdkClass> classes = new HashMap<>();

    /** The missing places, by the class of the JDK that was rewritten. */
    private final Map<String, List<String>> missing = new ConcurrentHashMap<>();

    private final Instrumentation instrumentation;
    private final OperatingSystem system;
    private final Consumer<String> log;

    /**
     * A rewriting that is not started.
     *
     * @param instrumentation of the JVM
     * @param kinds the kinds of listeners that were passed
     * @param system the operating system
     * @param log takes the failures of later rewritings
     */
    public Rewriting(Instrumentation instrumentation, Set<Kind> kinds, OperatingSystem system, Consumer<String> log) {
        this.instrumentation = instrumentation;
        this.system = system;
        this.log = log;
        for (JdkClass known : JdkClass.ALL) {
            for (Kind kind : kinds) {
                if (known.serves(kind)) {
                    classes.put(known.internalName(), known);
                }
            }
        }
    }

    /**
     * Rewrites the classes, also those that are loaded already. If a place for a hook is missing, nothing is rewritten later.
     *
     * @return the places that are missing; empty if none is
     */
    public List<String> start() {
        instrumentation.addTransformer(this, true);
        List<String> absent = new ArrayList<>();
        for (JdkClass known : classes.values()) {
            try {
                Class<?> type = Class.forName(known.binaryName(), false, null);
                if (!missing.containsKey(known.internalName())) {
                    instrumentation.retransformClasses(type);
                }
                absent.addAll(missing.getOrDefault(known.internalName(), List.of()));
            } catch (ClassNotFoundException | UnmodifiableClassException | LinkageError e) {
                absent.add(known.binaryName() + " (" + e + ")");
            }
        }
        if (!absent.isEmpty()) {
            instrumentation.removeTransformer(this);
        }
        return absent;
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> loaded,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null) {
            return null;
        }
        if (loader == null) {
            JdkClass known = classes.get(name);
            return known == null ? null : rewrite(known, bytes);
        }
        // no other work here: every class that the program loads passes
        return name.endsWith(NettySocket.NAME) ? rewriteNetty(module, name, bytes) : null;
    }

    private byte @Nullable [] rewriteNetty(Module module, String internalName, byte[] bytes) {
        String name = internalName.replace('/', '.');
        if (system != OperatingSystem.LINUX) {
            log.accept(name + " binds outside of the JDK, which can be adopted on Linux only. Use NIO instead of the"
                    + " native transport.");
            return null;
        }
        try {
            List<Edit> absent = new ArrayList<>();
            byte[] result = NettySocket.rewrite(bytes, absent);
            if (!absent.isEmpty()) {
                log.accept(name + " binds in another way than in Netty 4.1 and 4.2: it has no " + absent
                        + ". It adopts nothing. Use NIO instead of the native transport, or a newer Doorbell.");
                return null;
            }
            HooksClass.open(instrumentation, module, name.substring(0, name.lastIndexOf('.')));
            return result;
        } catch (RuntimeException unreadable) {
            log.accept("cannot rewrite " + name + ": " + unreadable + ". It adopts nothing.");
            return null;
        }
    }

    /** Rewrites a class, and notes a failure, since the JVM ignores exceptions. */
    private byte @Nullable [] rewrite(JdkClass known, byte[] bytes) {
        List<String> absent = new ArrayList<>();
        byte[] result = null;
        try {
            List<Edit> edits = new ArrayList<>();
            result = ClassRewriter.rewrite(bytes, known.edits(), edits);
            for (Edit edit : edits) {
                absent.add(edit + " in " + known.binaryName());
            }
        } catch (RuntimeException unreadable) {
            absent.add("readable class file of " + known.binaryName() + " (" + unreadable + ")");
        }
        missing.put(known.internalName(), absent);
        return result;
    }
}
