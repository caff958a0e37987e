package dev.doorbell.e2e.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.docs.Page;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import java.io.File;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The example project of docs/junit.md, built from that page only. */
@Timeout(120)
class JunitPageIT {
    private static final String PAGE = "docs/junit.md";

    @TempDir
    private Path directory;

    @Test
    void its_tests_pass() throws Exception {
        Path classes = directory.resolve("classes");
        String classPath = classes + File.pathSeparator + String.join(File.pathSeparator, libraries());
        for (String file : List.of("Greeter.java", "GreeterTest.java", "WiringTest.java")) {
            Page.of(PAGE).compile(file, classPath, directory, "--release", "17");
        }
        try (Program run = Program.start(List.of(
                Paths.JAVA,
                "-cp",
                classPath,
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--disable-banner",
                "--details=summary",
                "--scan-classpath=" + classes))) {
            int exitCode = run.exitCode();
            assertThat(exitCode).as("%s%n%s", run.out(), run.err()).isZero();
            assertThat(String.join("\n", run.out())).contains("3 tests successful");
        }
    }

    /** Returns what the dependencies of the page's pom bring: this build's jars, JNA and JUnit. */
    private static List<String> libraries() throws Exception {
        List<String> jars = new ArrayList<>();
        for (Path library : Paths.libraries()) {
            jars.add(library.toString());
        }
        jars.add(Paths.jar("junit").toString());
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(jar -> Path.of(jar)
                        .getFileName()
                        .toString()
                        .matches("(jna|jnr|junit|opentest4j|jspecify|apiguardian)-.*\\.jar"))
                .forEach(jars::add);
        return jars;
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
