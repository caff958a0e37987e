package dev.doorbell.examples.echo;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Standard output, in lines that are written whole and at once, in UTF-8 whatever the locale is. */
final class Lines {
    private final PrintStream out;

    Lines(PrintStream out) {
        this.out = out;
    }

    synchronized void print(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }
}
