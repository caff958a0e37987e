package dev.doorbell.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever the text, it is a spec that reads back, or an error that points into it. */
class MutatedSpecsTest {
    private static final int TEXTS = 20_000;

    /** Neither side of the parser may go without being tried: about a quarter are specs. */
    private static final int LEAST_OF_EACH = TEXTS / 10;

    /** Set {@code -Ddoorbell.seed=NUMBER} to repeat a run. */
    private static final long SEED = Long.getLong("doorbell.seed", System.nanoTime());

    private static final Pattern COMPLAINT =
            Pattern.compile("Cannot read the listener spec at character (\\d+): ([^\n]+)\n {4}([^\n]*)\n {4}( *)\\^");

    @Test
    void every_text_is_a_spec_that_reads_back_or_is_pointed_at() {
        long start = System.nanoTime();
        MutatedSpecs texts = new MutatedSpecs(SEED);
        int good = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = texts.next();
            try {
                good += readsBack(text) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                fail("-Ddoorbell.seed=%d, text %d, \"%s\": %s".formatted(SEED, i, escaped(text), e), e);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d mutated specs with -Ddoorbell.seed=%d: %d are specs, %.1f s%n",
                TEXTS,
                SEED,
                good,
                (System.nanoTime() - start) / 1e9);
        assertThat(good).isBetween(LEAST_OF_EACH, TEXTS - LEAST_OF_EACH);
    }

    /** {@return whether it is a spec at all} */
    private static boolean readsBack(String text) {
        ListenerSpec spec;
        try {
            spec = ListenerSpec.parse(text);
        } catch (IllegalArgumentException complaint) {
            assertPointsInto(text, complaint);
            return false;
        }
        ListenerSpec again = ListenerSpec.parse(spec.toString());
        Specs.assertSame(again, spec);
        assertThat(again.toString()).isEqualTo(spec.toString());
        return true;
    }

    /** The caret may stand behind the last character, where something is missing. */
    private static void assertPointsInto(String text, IllegalArgumentException complaint) {
        // not a NumberFormatException, an InvalidPathException
        assertThat(complaint).isExactlyInstanceOf(IllegalArgumentException.class);
        Matcher parts = COMPLAINT.matcher(String.valueOf(complaint.getMessage()));
        assertThat(parts.matches()).as(complaint.getMessage()).isTrue();
        int character = Integer.parseInt(parts.group(1));
        assertThat(character).isBetween(1, text.length() + 1);
        assertThat(parts.group(3)).hasSameSizeAs(text);
        assertThat(parts.group(4)).hasSize(character - 1);
    }

    /** As a literal of Java has it, so that a failure can be made a test of its own. */
    private static String escaped(String text) {
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
            literal.append(plain ? String.valueOf(c) : "\\u%04x".formatted((int) c));
        }
        return literal.toString();
    }
}
