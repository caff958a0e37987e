package dev.doorbell.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A page of the documentation.
 *
 * @param name its path in the repository
 * @param lines its lines
 * @param blocks its fenced blocks, in their order
 */
public record Page(String name, List<String> lines, List<Block> blocks) {
    private static final String FENCE = "```";

    /** Returns the README and the pages of {@code docs/}. */
    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>(List.of(of("README.md")));
        try (Stream<Path> files = Files.list(Paths.ROOT.resolve("docs"))) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".md")) {
                    pages.add(of("docs/" + file.getFileName()));
                }
            }
        }
        return pages;
    }

    /** Returns a page by its path in the repository. */
    public static Page of(String name) throws IOException {
        List<String> lines = Files.readAllLines(Paths.ROOT.resolve(name));
        return new Page(name, lines, blocks(name, lines));
    }

    private static List<Block> blocks(String name, List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).startsWith(FENCE)) {
                int end = line + 1;
                while (!lines.get(end).equals(FENCE)) {
                    end++;
                }
                blocks.add(block(name, line, lines.subList(line, end)));
                line = end;
            }
        }
        return blocks;
    }

    private static Block block(String name, int line, List<String> fenced) {
        String[] info = fenced.get(0).substring(FENCE.length()).split(" ", 2);
        String text = String.join("\n", fenced.subList(1, fenced.size())) + "\n";
        return new Block(name, line + 1, info[0], info.length == 1 ? "" : info[1], text);
    }

    /** Returns the lines of the page outside of the fenced blocks. */
    List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        for (String line : lines) {
            boolean fence = line.startsWith(FENCE);
            if (!fenced && !fence) {
                prose.add(line);
            }
            fenced = fenced != fence;
        }
        return prose;
    }

    /** Returns the file of this name that the page tells its reader to save. */
    public Block file(String file) {
        return blocks.stream()
                .filter(block -> block.isFile() && block.argument().equals(file))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " has no file " + file));
    }

    /**
     * Saves a Java file of the page in a directory, and compiles it.
     *
     * @param options options of the compiler, besides the class path
     * @return the folder {@code classes} of the directory, where its classes are
     */
    public Path compile(String file, String classPath, Path directory, String... options) throws IOException {
        Path source = Files.writeString(directory.resolve(file), file(file).text());
        Path classes = Files.createDirectories(directory.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-proc:none", "-d", classes.toString(), "-cp", classPath, source.toString()));
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int result =
                ToolProvider.getSystemJavaCompiler().run(null, messages, messages, arguments.toArray(String[]::new));
        assertThat(result).as(messages.toString(StandardCharsets.UTF_8)).isZero();
        return classes;
    }

    @Override
    public String toString() {
        return name;
    }
}
