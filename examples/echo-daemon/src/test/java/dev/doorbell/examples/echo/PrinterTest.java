package dev.doorbell.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.Listener;
import dev.doorbell.spec.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PrinterTest {
    private static final String END = "(end)";
    private static final String FAILURE = "(failure)";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void each_read_is_a_line() {
        assertThat(printed("ab", "", "c"))
                .containsExactly(
                        "{\"name\":\"fifo\",\"received\":\"YWI=\"}",
                        "{\"name\":\"fifo\",\"received\":\"\"}",
                        "{\"name\":\"fifo\",\"received\":\"Yw==\"}");
    }

    @Test
    void after_the_last_writer_comes_another() {
        assertThat(printed("ab", END, END, "c")).hasSize(2);
    }

    @Test
    void a_lost_message_does_not_end_it() {
        assertThat(printed("ab", FAILURE, "c")).hasSize(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("No buffer space available");
    }

    private List<String> printed(String... reads) {
        Listener fifo = Channels.listener("fifo", Kind.FIFO, new Reads(reads));
        Output output = new Output(new PrintStream(out, false, StandardCharsets.UTF_8));
        new Printer(fifo, new Incoming(null), output, new PrintStream(err, true, StandardCharsets.UTF_8)).run();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** A channel that returns these reads, and is closed after the last. */
    private static final class Reads implements ReadableByteChannel {
        private final Deque<String> reads;

        Reads(String... reads) {
            this.reads = new ArrayDeque<>(List.of(reads));
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            String read = reads.remove();
            if (read.equals(END)) {
                return -1;
            }
            if (read.equals(FAILURE)) {
                throw new IOException("No buffer space available");
            }
            into.put(read.getBytes(StandardCharsets.UTF_8));
            return read.length();
        }

        @Override
        public boolean isOpen() {
            return !reads.isEmpty();
        }

        @Override
        public void close() {
            reads.clear();
        }
    }
}
