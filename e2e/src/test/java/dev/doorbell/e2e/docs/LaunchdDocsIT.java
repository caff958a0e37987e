package dev.doorbell.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.lang3.Strings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rows of docs/launchd.md, each of which must name existing tests. */
@Tag("once")
class LaunchdDocsIT {
    private static final Pattern TEST = Pattern.compile("`(\\w+IT)\\.(\\w+)`");

    @Test
    void every_test_that_the_page_names_is_there() throws Exception {
        String page = Files.readString(Paths.ROOT.resolve("docs/launchd.md"));
        List<MatchResult> named = TEST.matcher(page).results().toList();
        assertThat(named).hasSizeGreaterThan(30);
        for (MatchResult test : named) {
            Class<?> type = type(test.group(1));
            assertThat(Stream.of(type.getDeclaredMethods()).map(Method::getName))
                    .as(test.group(1))
                    .contains(test.group(2));
        }
    }

    @Test
    void every_row_of_a_table_names_a_test_or_says_that_only_macos_can_show_it() throws Exception {
        List<String> rows = Files.readAllLines(Paths.ROOT.resolve("docs/launchd.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.contains("| shown by |"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(20).allMatch(row -> {
            String shownBy = row.substring(row.lastIndexOf('|', row.length() - 2));
            return TEST.matcher(shownBy).find() || shownBy.contains("only macOS") || shownBy.contains("as `Sock");
        });
    }

    /** Returns the class of a test in any package. */
    private static Class<?> type(String name) throws IOException, ClassNotFoundException {
        Path sources = Paths.ROOT.resolve("e2e/src/test/java");
        try (Stream<Path> files = Files.find(sources, Integer.MAX_VALUE, (file, is) -> file.endsWith(name + ".java"))) {
            Path source = sources.relativize(files.findFirst().orElseThrow());
            return Class.forName(
                    Strings.CS.removeEnd(source.toString(), ".java").replace('/', '.'));
        }
    }
}
