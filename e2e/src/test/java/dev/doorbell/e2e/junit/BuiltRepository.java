package dev.doorbell.e2e.junit;

import dev.doorbell.e2e.fixture.Paths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local repository of Maven with the artifacts of this build, which installs none. The others are links to the repository
 * that the build itself uses, so that Maven needs no network.
 */
final class BuiltRepository implements AutoCloseable {
    private static final Path SHARED = Path.of(System.getProperty(
            "localRepository",
            Path.of(System.getProperty("user.home"), ".m2", "repository").toString()));

    private final Path directory;
    private final String version;
    private final List<Path> links = new ArrayList<>();

    /** The repository in an empty directory. */
    BuiltRepository(Path directory, String version) throws IOException {
        this.directory = directory;
        this.version = version;
        link("", "dev");
        link("dev", "doorbell");
        add("doorbell-parent", Paths.ROOT);
        add("doorbell-bom", Paths.ROOT.resolve("bom"));
        for (Path jar : Paths.libraries()) {
            add(jar);
        }
        add(Paths.jar("junit"));
    }

    private void link(String folder, String except) throws IOException {
        Path own = Files.createDirectories(directory.resolve(folder));
        Path shared = SHARED.resolve(folder);
        if (Files.isDirectory(shared)) {
            try (Stream<Path> files = Files.list(shared)) {
                for (Path file : files.filter(each -> !each.endsWith(except)).toList()) {
                    links.add(Files.createSymbolicLink(own.resolve(file.getFileName()), file));
                }
            }
        }
    }

    private Path add(String artifact, Path module) throws IOException {
        Path own = Files.createDirectories(
                directory.resolve("dev/doorbell").resolve(artifact).resolve(version));
        Files.copy(module.resolve("pom.xml"), own.resolve(artifact + "-" + version + ".pom"));
        return own;
    }

    private void add(Path jar) throws IOException {
        String name = jar.getFileName().toString();
        Path module = jar.resolve("../..").normalize();
        Path own = add(name.substring(0, name.length() - ("-" + version + ".jar").length()), module);
        Files.copy(jar, own.resolve(name));
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    @Override
    public void close() throws IOException {
        for (Path link : links) {
            Files.delete(link);
        }
    }
}
