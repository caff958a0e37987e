package dev.doorbell.e2e;

import dev.doorbell.e2e.fixture.Paths;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** What README.md has for its reader to copy. */
final class Readme {
    private static final String FENCE = "```";

    private Readme() {}

    /** The blocks of a language below a heading, up to the next heading of any rank. */
    static List<String> blocks(String heading, String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = null;
        boolean below = false;
        boolean fenced = false;
        for (String line : Files.readAllLines(Paths.ROOT.resolve("README.md"))) {
            if (line.startsWith(FENCE)) {
                if (block != null) {
                    blocks.add(block.toString());
                }
                fenced = !fenced;
                block = fenced && below && line.equals(FENCE + language) ? new StringBuilder() : null;
            } else if (block != null) {
                block.append(line).append('\n');
            } else if (!fenced && line.startsWith("#")) {
                below = line.replaceFirst("#+ ", "").equals(heading);
            }
        }
        if (blocks.isEmpty()) {
            throw new AssertionError("README.md has no " + language + " below \"" + heading + "\"");
        }
        return blocks;
    }
}
