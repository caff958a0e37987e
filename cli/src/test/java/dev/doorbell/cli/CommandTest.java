package dev.doorbell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.Doorbell;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ActivationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Doorbell.Passed passed = Passing.systemd();
    private @Nullable Exception failure;

    @Test
    void json_is_one_line_and_nothing_else() {
        passed = Passing.systemd(Passing.listener(3, "http", Kind.TCP, Address.Ip.of("127.0.0.1", 80)));
        assertThat(run("inspect", "--json")).isZero();
        assertThat(out.toString().lines()).singleElement().asString().startsWith("{\"provider\":\"systemd\",");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void nothing_passed_is_a_success() {
        assertThat(run("inspect", "--json")).isZero();
        assertThat(run("inspect")).isZero();
    }

    @Test
    void without_json_it_is_for_people() {
        assertThat(run("inspect")).isZero();
        assertThat(out.toString()).startsWith("provider: systemd\n").contains("nothing was passed\n", "as told");
    }

    @Test
    void a_malformed_hand_over_is_json_too() {
        failure = new ActivationException("systemd", "LISTEN_FDS is x.");
        assertThat(run("inspect", "--json")).isEqualTo(1);
        assertThat(out.toString().strip())
                .isEqualTo("{\"provider\":\"systemd\",\"listeners\":[],\"error\":\"LISTEN_FDS is x.\"}");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void an_unknown_provider_is_json_too() {
        failure = new IllegalStateException("The provider \"x\" is not there.");
        assertThat(run("inspect", "--json")).isEqualTo(1);
        assertThat(out.toString()).startsWith("{\"provider\":null,\"listeners\":[],\"error\":\"The provider");
    }

    @Test
    void a_failure_without_a_message_is_named() {
        failure = new IOException();
        assertThat(run("inspect", "--json")).isEqualTo(1);
        assertThat(out.toString()).contains("\"error\":\"java.io.IOException\"");
    }

    @Test
    void people_are_told_of_a_failure_apart_from_what_they_asked_for() {
        failure = new ActivationException("systemd", "LISTEN_FDS is x.");
        assertThat(run("inspect")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().strip()).isEqualTo("doorbell: LISTEN_FDS is x.");
    }

    @Test
    void an_unknown_option_is_a_usage_error() {
        assertThat(run("inspect", "--yaml")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().strip())
                .isEqualTo("doorbell: Unknown option: '--yaml'. Try \"doorbell inspect --help\".");
    }

    @Test
    void no_subcommand_is_a_usage_error() {
        assertThat(run()).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .startsWith("doorbell: Missing required subcommand")
                .contains("\"doorbell --help\"");
    }

    @Test
    void an_unknown_subcommand_is_a_usage_error() {
        assertThat(run("expect")).isEqualTo(2);
    }

    @Test
    void help_names_the_subcommands() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Usage: doorbell", "inspect", "--version");
    }

    @Test
    void a_subcommand_has_its_own_help() {
        assertThat(run("inspect", "--help")).isZero();
        assertThat(out.toString()).contains("Usage: doorbell inspect", "--json");
    }

    @Test
    void the_version_is_told() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("doorbell ");
    }

    private int run(String... args) {
        PrintWriter printed = new PrintWriter(out, true);
        PrintWriter complained = new PrintWriter(err, true);
        InspectCommand inspect = new InspectCommand(this::passed, () -> "as told", printed, complained);
        return Main.commandLine(inspect, printed, complained).execute(args);
    }

    private Doorbell.Passed passed() throws IOException {
        if (failure instanceof IOException refused) {
            throw refused;
        }
        if (failure instanceof RuntimeException wiring) {
            throw wiring;
        }
        return passed;
    }
}
