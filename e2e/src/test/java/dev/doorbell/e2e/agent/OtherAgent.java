package dev.doorbell.e2e.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** An agent of another project: it has the classes rewritten that Doorbell's agent rewrites too, and leaves them as they are. */
public final class OtherAgent implements ClassFileTransformer {
    private static final List<String> CLASSES = List.of(
            "sun.nio.ch.ServerSocketChannelImpl",
            "sun.nio.ch.NioSocketImpl",
            "sun.nio.ch.AsynchronousServerSocketChannelImpl",
            "sun.nio.ch.DatagramChannelImpl");

    private OtherAgent() {}

    public static void premain(String options, Instrumentation instrumentation) throws Exception {
        instrumentation.addTransformer(new OtherAgent(), true);
        for (String name : CLASSES) {
            instrumentation.retransformClasses(Class.forName(name));
        }
    }

    /** Returns another array, which the JVM takes for other bytes. */
    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> type,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        return type != null && CLASSES.contains(type.getName()) ? bytes.clone() : null;
    }

    /** Writes its jar to a folder. */
    static Path jar(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", OtherAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        String entry = OtherAgent.class.getName().replace('.', '/') + ".class";
        Path file = folder.resolve("other-agent.jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                InputStream content = OtherAgent.class.getClassLoader().getResourceAsStream(entry)) {
            jar.putNextEntry(new JarEntry(entry));
            Objects.requireNonNull(content, entry).transferTo(jar);
        }
        return file;
    }
}
