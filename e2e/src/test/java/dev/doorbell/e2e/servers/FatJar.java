package dev.doorbell.e2e.servers;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** An executable jar in the layout of Spring Boot: its loader, the classes, and the class path as jars within the jar. */
public final class FatJar {
    private static final String LOADER = "spring-boot-loader-";
    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";

    private FatJar() {}

    /**
     * Makes {@code server.jar} in the directory.
     *
     * @param classPath the libraries, with Spring Boot's own loader among them
     */
    public static Path of(String main, Path classes, String classPath, Path directory) throws IOException {
        Path jar = directory.resolve("server.jar");
        try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar), manifest(main))) {
            // the loader finds the classes by the entry of their folder
            store(CLASSES, new byte[0], output);
            for (String entry : classPath.split(File.pathSeparator, -1)) {
                Path file = Path.of(entry);
                String name = file.getFileName().toString();
                if (name.startsWith(LOADER)) {
                    copy(file, output);
                } else {
                    store(LIBRARIES + name, Files.readAllBytes(file), output);
                }
            }
            for (Path file : files(classes)) {
                store(CLASSES + classes.relativize(file), Files.readAllBytes(file), output);
            }
        }
        return jar;
    }

    private static Manifest manifest(String main) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.launch.JarLauncher");
        attributes.putValue("Start-Class", main);
        attributes.putValue("Spring-Boot-Classes", CLASSES);
        attributes.putValue("Spring-Boot-Lib", LIBRARIES);
        return manifest;
    }

    private static void copy(Path loader, JarOutputStream output) throws IOException {
        try (JarFile jar = new JarFile(loader.toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".class")) {
                    try (InputStream content = jar.getInputStream(entry)) {
                        store(entry.getName(), content.readAllBytes(), output);
                    }
                }
            }
        }
    }

    /** The loader reads jars within the jar only if they are not compressed. */
    private static void store(String name, byte[] content, JarOutputStream output) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        JarEntry entry = new JarEntry(name);
        entry.setMethod(JarEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        output.putNextEntry(entry);
        output.write(content);
        output.closeEntry();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
