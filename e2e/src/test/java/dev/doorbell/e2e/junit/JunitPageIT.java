package dev.doorbell.e2e.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.docs.Page;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.needs.Needs;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The example project of docs/junit.md, built from that page only. */
@Timeout(180)
class JunitPageIT {
    private static final String PAGE = "docs/junit.md";
    private static final String PLUGINS = "org.apache.maven.plugins:maven-";

    @TempDir
    private Path directory;

    /** By the goals of {@code mvn test}: the lifecycle has other versions of plugins, which Maven may have to download. */
    @Test
    @Needs("mvn")
    void its_tests_pass() throws Exception {
        Element root = xml(Files.readString(Paths.ROOT.resolve("pom.xml")));
        String compiler = PLUGINS + "compiler-plugin:" + text(root, "compiler.plugin.version");
        Path project = Files.createDirectory(directory.resolve("project"));
        save(project, "pom.xml");
        save(project.resolve("src/main/java"), "Greeter.java");
        save(project.resolve("src/test/java"), "GreeterTest.java", "WiringTest.java");
        Path own = directory.resolve("repository");
        List<String> maven = new ArrayList<>(List.of("mvn", "--batch-mode", "--offline", "-Dmaven.repo.local=" + own));
        maven.addAll(List.of("-f", project.toString(), compiler + ":compile", compiler + ":testCompile"));
        maven.add(PLUGINS + "surefire-plugin:test");
        try (BuiltRepository repository = new BuiltRepository(own, text(root, "version"));
                Program build = Program.start(maven, Map.of("JAVA_HOME", System.getProperty("java.home")))) {
            int exitCode = build.exitCode();
            assertThat(exitCode)
                    .as("%s%n%s%n%s", repository, build.out(), build.err())
                    .isZero();
            assertThat(String.join("\n", build.out())).contains("Tests run: 3, Failures: 0, Errors: 0, Skipped: 0");
        }
    }

    private static void save(Path folder, String... files) throws Exception {
        Files.createDirectories(folder);
        for (String file : files) {
            Files.writeString(folder.resolve(file), Page.of(PAGE).file(file).text());
        }
    }

    @Test
    void its_dependencies_are_those_of_the_build() throws Exception {
        List<String> found = new ArrayList<>();
        var dependencies = xml(Page.of(PAGE).file("pom.xml").text()).getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            found.add(text(dependency, "artifactId") + ":" + text(dependency, "version"));
        }
        Element root = xml(Files.readString(Paths.ROOT.resolve("pom.xml")));
        String version = text(root, "version");
        assertThat(found)
                .containsExactly(
                        "doorbell:" + version,
                        "doorbell-junit:" + version,
                        "junit-jupiter:" + text(root, "junit.version"));
    }

    private static Element xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)))
                .getDocumentElement();
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }
}
