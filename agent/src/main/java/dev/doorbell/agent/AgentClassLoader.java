package dev.doorbell.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of the agent and of what it uses: Doorbell, ASM and JNA, of the versions that are in its jar. The program
 * does not see them, and may have them in other versions.
 */
final class AgentClassLoader extends ClassLoader {
    private static final String FOLDER = "agent/";

    private final JarFile jar;
    private final ProtectionDomain domain;

    /**
     * A loader of the classes in a jar.
     *
     * @param domain that of the jar
     */
    AgentClassLoader(JarFile jar, ProtectionDomain domain) {
        super("doorbell-agent", getPlatformClassLoader());
        this.jar = jar;
        this.domain = domain;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try (InputStream content = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (content == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = content.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length, domain);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** Without a URL, whose classes would be loaded for it. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        JarEntry entry = jar.getJarEntry(FOLDER + name);
        try {
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        try {
            return jar.getJarEntry(FOLDER + name) == null
                    ? null
                    : URI.create("jar:" + new File(jar.getName()).toURI() + "!/" + FOLDER + name)
                            .toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
