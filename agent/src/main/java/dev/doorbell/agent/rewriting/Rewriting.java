package dev.doorbell.agent.rewriting;

import dev.doorbell.spec.Kind;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the classes of the JDK that bind the kinds of listeners which were passed, at the start and all at once; and those of
 * Netty's native transports, when they are loaded.
 */
public final class Rewriting implements ClassFileTransformer {
    private final Map<String, JdkClass> classes = new HashMap<>();
    private final Set<String> rewritten = new HashSet<>();
    private final List<String> missing = new ArrayList<>();
    private final Consumer<String> log;
    private volatile @Nullable Instrumentation instrumentation;

    /**
     * A rewriting that is not started.
     *
     * @param kinds the kinds of listeners that were passed
     * @param log where failures of later rewritings are told
     */
    public Rewriting(Set<Kind> kinds, Consumer<String> log) {
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
     * Rewrites the classes. What is loaded already is rewritten too.
     *
     * @param instrumentation of the JVM
     * @return what is missing of what the hooks need; empty if nothing is
     */
    public List<String> start(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
        instrumentation.addTransformer(this, true);
        for (JdkClass known : classes.values()) {
            try {
                Class<?> type = Class.forName(known.binaryName(), false, null);
                if (!rewritten.contains(known.internalName())) {
                    instrumentation.retransformClasses(type);
                }
            } catch (ClassNotFoundException | UnmodifiableClassException | LinkageError e) {
                missing.add(known.binaryName() + " (" + e + ")");
            }
        }
        return missing;
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

    private byte @Nullable [] rewriteNetty(Module module, String name, byte[] bytes) {
        try {
            List<Edit> absent = new ArrayList<>();
            byte[] result = NettySocket.rewrite(bytes, absent);
            if (!absent.isEmpty()) {
                log.accept(
                        name.replace('/', '.') + " binds in another way than in Netty 4.1 and 4.2: it has no " + absent
                                + ". It adopts nothing. Use NIO instead of the native transport, or a newer Doorbell.");
                return null;
            }
            HooksClass.export(started(), module);
            return result;
        } catch (RuntimeException unreadable) {
            log.accept("cannot rewrite " + name.replace('/', '.') + ": " + unreadable + ". It adopts nothing.");
            return null;
        }
    }

    private Instrumentation started() {
        Instrumentation started = instrumentation;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started;
    }

    /** Rewrites a class, and notes a failure, since the JVM would drop what is thrown. */
    private byte @Nullable [] rewrite(JdkClass known, byte[] bytes) {
        rewritten.add(known.internalName());
        try {
            List<Edit> absent = new ArrayList<>();
            byte[] result = ClassRewriter.rewrite(bytes, known.edits(), absent);
            for (Edit edit : absent) {
                missing.add(edit + " in " + known.binaryName());
            }
            return result;
        } catch (RuntimeException unreadable) {
            missing.add("class file that can be read of " + known.binaryName() + " (" + unreadable + ")");
            return null;
        }
    }
}
