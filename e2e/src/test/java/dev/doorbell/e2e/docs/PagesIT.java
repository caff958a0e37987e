package dev.doorbell.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Checks of the pages that do not run their commands; {@link PageCommandsIT} runs them. */
@Tag("once")
class PagesIT {
    private static final int README_LINES = 150;
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("#+ (.*)");

    /** The pages whose programs have more on their class path, and run in the tests of a package. */
    private static final Map<String, String> TESTED =
            Map.of("docs/integrations.md", "integrations", "docs/junit.md", "junit", "docs/upgrades.md", "systemd");

    static List<Page> pages() throws IOException {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_block_is_run_or_says_why_not(Page page) {
        assertThat(page.blocks()).allMatch(block -> block.isCommands() || block.isFile() || block.isMarked());
    }

    /** Checks that no line is indented: Markdown takes such lines for code too, and they would not be run. */
    @ParameterizedTest
    @MethodSource("pages")
    void code_stands_in_fenced_blocks(Page page) {
        assertThat(page.prose()).noneMatch(line -> line.startsWith("    ") && !line.isBlank());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_command_or_a_test_uses_every_file(Page page) throws IOException {
        String tests = TESTED.containsKey(page.name()) ? testsIn(TESTED.get(page.name())) : "";
        for (Block file : page.blocks().stream().filter(Block::isFile).toList()) {
            boolean tested = tests.contains('"' + file.argument() + '"');
            assertThat(tested || page.blocks().stream().anyMatch(block -> uses(block, file.argument())))
                    .as("a command or a test of %s", file)
                    .isTrue();
        }
    }

    private static String testsIn(String name) throws IOException {
        StringBuilder tests = new StringBuilder();
        try (Stream<Path> files = Files.list(
                Paths.ROOT.resolve("e2e/src/test/java/dev/doorbell/e2e").resolve(name))) {
            for (Path file : files.toList()) {
                tests.append(Files.readString(file));
            }
        }
        return tests.toString();
    }

    /** Returns whether a block has commands that use a program, by its source file or its class. */
    private static boolean uses(Block commands, String file) {
        String name = file.endsWith(".java") ? file.replace(".java", "\\b") : Pattern.quote(file);
        return commands.isCommands()
                && Pattern.compile("\\b" + name).matcher(commands.text()).find();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_link_leads_somewhere(Page page) throws IOException {
        for (String line : page.prose()) {
            for (MatchResult link : LINK.matcher(line).results().toList()) {
                if (!link.group(1).contains("://")) {
                    assertLeads(page, link.group(1), link.group(2));
                }
            }
        }
    }

    private static void assertLeads(Page page, String path, @Nullable String heading) throws IOException {
        Path file = Paths.ROOT.resolve(page.name());
        Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
        assertThat(target).as("linked by %s", page).exists();
        if (heading != null) {
            assertThat(anchors(Files.readAllLines(target)))
                    .as("headings of %s, for %s", target, page)
                    .contains(heading);
        }
    }

    /** Returns the anchors of the headings, as GitHub makes them. */
    private static List<String> anchors(List<String> lines) {
        return lines.stream()
                .map(HEADING::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void the_readme_is_short() throws IOException {
        assertThat(Page.of("README.md").lines()).hasSizeLessThanOrEqualTo(README_LINES);
    }

    @Test
    void the_index_has_every_page() throws IOException {
        String index = String.join("\n", Page.of("docs/README.md").lines());
        for (Page page : Page.all()) {
            if (page.name().startsWith("docs/") && !page.name().endsWith("README.md")) {
                assertThat(index).contains("(" + page.name().substring("docs/".length()) + ")");
            }
        }
    }

    @Test
    void the_dependency_is_the_one_that_the_build_makes() throws Exception {
        Element pom = xml(Files.readString(Paths.ROOT.resolve("doorbell/pom.xml")));
        Element dependency = xml(Page.of("README.md").blocks().stream()
                .filter(block -> block.argument().equals("dependency"))
                .findFirst()
                .orElseThrow()
                .text());
        for (String coordinate : List.of("groupId", "artifactId", "version")) {
            Element project = coordinate.equals("artifactId")
                    ? child(pom, "artifactId")
                    : child(child(pom, "parent"), coordinate);
            assertThat(child(dependency, coordinate).getTextContent())
                    .as(coordinate)
                    .isEqualTo(project.getTextContent());
        }
    }

    /** Checks that the first example of the Javadoc is that of the README. */
    @Test
    void the_overview_of_the_javadoc_has_the_programs_text() throws IOException {
        String overview = Files.readString(Paths.ROOT.resolve("api/src/main/javadoc/overview.html"));
        String shown =
                overview.substring(overview.indexOf("{@code\n") + "{@code\n".length(), overview.indexOf("}</pre>"));
        assertThat(shown).isEqualTo(Page.of("README.md").file("Hello.java").text());
    }

    /** Checks that the provider in the Javadoc of the SPI is the one that docs/spi.md compiles and runs. */
    @Test
    void the_javadoc_of_the_spi_has_the_provider_of_its_page() throws IOException {
        String source = Files.readString(Paths.ROOT.resolve("api/src/main/java/dev/doorbell/spi/package-info.java"));
        String shown = source.substring(source.indexOf("{@code\n") + "{@code\n".length(), source.indexOf(" * }</pre>"))
                .replaceAll("(?m)^ \\* ?", "");
        assertThat(shown)
                .isEqualTo(Page.of("docs/spi.md").file("EinhornProvider.java").text());
    }

    private static Element xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)))
                .getDocumentElement();
    }

    private static Element child(Element parent, String name) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        throw new AssertionError("no " + name);
    }
}
