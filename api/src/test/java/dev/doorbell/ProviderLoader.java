package dev.doorbell;

import dev.doorbell.provider.systemd.StandInProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A throw-away class path with a services file of the test's own. */
final class ProviderLoader extends URLClassLoader {
    static final String SYSTEMD = "dev.doorbell.provider.systemd.SystemdProvider";

    private final Set<String> missing = new HashSet<>();
    private final Set<String> redefined = new HashSet<>();

    private ProviderLoader(Path directory, ClassLoader parent) throws MalformedURLException {
        super(new URL[] {directory.toUri().toURL()}, parent);
    }

    static ProviderLoader listing(Path directory, String... lines) throws IOException {
        return listing(directory, ProviderLoader.class.getClassLoader(), lines);
    }

    static ProviderLoader listing(Path directory, ClassLoader parent, String... lines) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.write(services.resolve("dev.doorbell.spi.ListenerProvider"), List.of(lines));
        return new ProviderLoader(directory, parent);
    }

    /** A class loader that fails at each look for a resource. */
    static ClassLoader unreadable() {
        return new ClassLoader(ProviderLoader.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("the disk is gone");
            }
        };
    }

    /** Defines this class itself, so that the classes it needs are looked for here first. */
    ProviderLoader redefining(String name) {
        redefined.add(name);
        return this;
    }

    /** Sees a provider of {@code sd_listen_fds(3)}, under the name that the product's has. */
    ProviderLoader withSystemd() {
        return redefining(SYSTEMD);
    }

    ProviderLoader without(String name) {
        missing.add(name);
        return this;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (missing.contains(name)) {
            throw new ClassNotFoundException(name);
        }
        return redefined.contains(name) ? define(name) : super.loadClass(name, resolve);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            String file = name.equals(SYSTEMD) ? StandInProvider.class.getName() : name;
            try (InputStream in = getResourceAsStream(file.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                // the stand-in's name is as long as the other's, so that no length in the file changes
                byte[] bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                        .replace("StandInProvider", "SystemdProvider")
                        .getBytes(StandardCharsets.ISO_8859_1);
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
