package dev.doorbell.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.doorbell.WhenMissing;
import dev.doorbell.WhenUnclaimed;
import dev.doorbell.spec.ListenerSpec;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArgumentsTest {
    @Test
    void specs_keep_their_order() {
        assertThat(parse("b=tcp://127.0.0.1:0", "a").specs)
                .containsExactly(ListenerSpec.tcp("b", "127.0.0.1", 0), ListenerSpec.named("a"));
    }

    @Test
    void policies_not_given_are_those_of_doorbell() {
        assertThat(parse("http").whenMissing).isEqualTo(WhenMissing.BIND);
        assertThat(parse("http").whenUnclaimed).isEqualTo(WhenUnclaimed.WARN);
    }

    @ParameterizedTest
    @EnumSource
    void every_policy_for_what_is_missing_has_a_word(WhenMissing policy) {
        assertThat(parse("--when-missing", policy.name().toLowerCase(Locale.ROOT), "http").whenMissing)
                .isEqualTo(policy);
    }

    @ParameterizedTest
    @EnumSource
    void every_policy_for_what_is_unclaimed_has_a_word(WhenUnclaimed policy) {
        assertThat(parse("http", "--when-unclaimed", policy.name().toLowerCase(Locale.ROOT)).whenUnclaimed)
                .isEqualTo(policy);
    }

    @Test
    void a_policy_takes_its_word_and_leaves_the_specs() {
        assertThat(parse("--when-missing", "skip", "--when-unclaimed", "close", "http").specs)
                .containsExactly(ListenerSpec.named("http"));
    }

    @Test
    void an_unknown_word_is_told_the_known_ones() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--when-missing", "panic", "http"))
                .withMessage("--when-missing: expected one of bind fail skip, got panic. Try --help.");
    }

    @Test
    void a_policy_without_a_value_is_unusable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("http", "--when-unclaimed"))
                .withMessage(
                        "--when-unclaimed: expected one of warn reject close fail later, got nothing. Try --help.");
    }

    @Test
    void no_spec_is_unusable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--when-missing", "skip"))
                .withMessageContaining("no SPEC");
    }

    @Test
    void an_unknown_option_is_unusable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("http", "--port=80"))
                .withMessage("There is no option --port=80. Try --help.");
    }

    @Test
    void a_spec_that_does_not_parse_is_unusable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("http=gopher://127.0.0.1:70"))
                .withMessageContaining("gopher");
    }

    @Test
    void help_needs_no_spec() {
        assertThat(parse("--help").help).isTrue();
        assertThat(parse("http").help).isFalse();
    }

    @Test
    void the_usage_has_every_option() {
        assertThat(Arguments.USAGE)
                .contains("--when-missing bind|fail|skip", "--when-unclaimed warn|reject|close|fail|later", "SPEC");
    }

    private static Arguments parse(String... args) {
        return Arguments.parse(args);
    }
}
