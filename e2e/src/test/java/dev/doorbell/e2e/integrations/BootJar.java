package dev.doorbell.e2e.integrations;

import dev.doorbell.e2e.servers.Artifacts;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** A program in one jar as the plug-ins of Spring Boot make it: its libraries are jars in that jar. */
final class BootJar {
    private BootJar() {}

    /** Makes the jar, with the class loader of a version of Spring Boot. */
    static Path of(PageProgram program, String version, Path jar) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.launch.JarLauncher");
        manifest.getMainAttributes().putValue("Start-Class", program.name());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            addLoader(out, Artifacts.file("org.springframework.boot:spring-boot-loader:" + version));
            for (String folder : List.of("BOOT-INF/", "BOOT-INF/classes/", "BOOT-INF/lib/")) {
                out.putNextEntry(new JarEntry(folder));
            }
            for (String entry : program.classPath().split(File.pathSeparator, -1)) {
                Path path = Path.of(entry);
                if (Files.isDirectory(path)) {
                    addClasses(out, path);
                } else {
                    addStored(out, "BOOT-INF/lib/" + path.getFileName(), Files.readAllBytes(path));
                }
            }
        }
        return jar;
    }

    private static void addLoader(JarOutputStream out, Path loader) throws IOException {
        try (JarFile jar = new JarFile(loader.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().endsWith(".class")) {
                    addStored(out, entry.getName(), jar.getInputStream(entry).readAllBytes());
                }
            }
        }
    }

    private static void addClasses(JarOutputStream out, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                addStored(out, "BOOT-INF/classes/" + folder.relativize(file), Files.readAllBytes(file));
            }
        }
    }

    /** Adds an entry that is not compressed, as the class loader needs it. */
    private static void addStored(JarOutputStream out, String name, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        JarEntry entry = new JarEntry(name);
        entry.setMethod(JarEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
