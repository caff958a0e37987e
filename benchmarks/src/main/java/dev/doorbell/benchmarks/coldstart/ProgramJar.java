package dev.doorbell.benchmarks.coldstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * One jar of a program and what it needs, as a user ships it: the more is in a jar, the longer the JVM takes to open it, so
 * that all programs in one would not be fair to the small ones.
 */
final class ProgramJar {
    private static final String VERSIONS = "META-INF/versions/";
    private static final String SERVICES = "META-INF/services/";

    private final Manifest manifest = new Manifest();
    private final Map<String, StringBuilder> services = new TreeMap<>();
    private final Set<String> written = new HashSet<>();

    /** A jar whose manifest has these attributes. */
    ProgramJar(Class<?> main, Map<String, String> attributes) {
        Attributes all = manifest.getMainAttributes();
        all.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        all.put(Attributes.Name.MAIN_CLASS, main.getName());
        attributes.forEach(all::putValue);
    }

    /** Writes the classes of one package of our own jar, and everything of the libraries. */
    void write(Path jar, Path own, String ownPackage, List<Path> libraries) throws IOException {
        for (Path library : libraries) {
            keepMultiRelease(library);
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            copy(own, ownPackage.replace('.', '/') + "/", out);
            for (Path library : libraries) {
                copy(library, "", out);
            }
            for (Map.Entry<String, StringBuilder> service : services.entrySet()) {
                out.putNextEntry(new JarEntry(service.getKey()));
                out.write(service.getValue().toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void keepMultiRelease(Path library) throws IOException {
        try (JarFile jar = new JarFile(library.toFile())) {
            if (jar.isMultiRelease() && hasOtherClasses(jar)) {
                manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
            }
        }
    }

    /** Most jars of several releases have nothing but a module descriptor there. */
    private static boolean hasOtherClasses(JarFile jar) {
        return jar.stream()
                .map(JarEntry::getName)
                .anyMatch(name ->
                        name.startsWith(VERSIONS) && name.endsWith(".class") && !name.endsWith("module-info.class"));
    }

    private void copy(Path from, String prefix, JarOutputStream out) throws IOException {
        try (JarFile jar = new JarFile(from.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                String name = entry.getName();
                if (name.startsWith(prefix) && !entry.isDirectory() && !isOfTheJarAlone(name)) {
                    copy(jar, entry, out);
                }
            }
        }
    }

    /** No signature fits the new jar, and it is not a module. */
    private static boolean isOfTheJarAlone(String name) {
        return name.equals(JarFile.MANIFEST_NAME)
                || name.endsWith("module-info.class")
                || (name.startsWith("META-INF/")
                        && (name.endsWith(".SF") || name.endsWith(".RSA") || name.endsWith(".DSA")));
    }

    private void copy(JarFile jar, JarEntry entry, JarOutputStream out) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            if (entry.getName().startsWith(SERVICES)) {
                services.computeIfAbsent(entry.getName(), name -> new StringBuilder())
                        .append(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .append('\n');
            } else if (written.add(entry.getName())) {
                out.putNextEntry(new JarEntry(entry.getName()));
                in.transferTo(out);
            }
        }
    }
}
