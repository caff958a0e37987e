package dev.doorbell.descriptors.posix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.notify.MessageHeader;
import dev.doorbell.e2e.fixture.c.CCompiler;
import dev.doorbell.e2e.fixture.c.CFacts;
import dev.doorbell.e2e.fixture.c.CPrototypes;
import dev.doorbell.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Doorbell's declarations and numbers of macOS's C, compared with Apple's headers, for both processors. The test only
 * compiles, so it needs no Mac.
 */
@Tag("once")
@Needs("zig")
class AppleHeadersIT {
    static final Set<String> LINUX_ONLY = Set.of("posix_spawn_file_actions_addclosefrom_np");

    static List<CCompiler> compilers() {
        return CCompiler.apple();
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void every_number_is_the_one_that_apple_has_for_its_name(CCompiler apple) throws Exception {
        assertThat(apple.refusal(
                        HeaderClaims.numbers(CNumber::macos, Errno::macos).toString()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void every_structure_has_the_layout_that_apple_gives_it(CCompiler apple) throws Exception {
        CFacts facts = new CFacts();
        HeaderClaims.layouts(facts, MessageHeader.MACOS);
        HeaderClaims.appleLayouts(facts);
        assertThat(apple.refusal(facts.toString())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void every_function_is_as_apple_declares_it(CCompiler apple) throws Exception {
        CPrototypes prototypes = new CPrototypes();
        prototypes.all(LibC.class, LINUX_ONLY);
        // called as a function of its two arguments
        prototypes.is("ioctl", "44L");
        assertThat(apple.refusalOfCpp(prototypes.toString())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void the_program_that_prints_the_numbers_of_a_real_mac_compiles_there(CCompiler apple) throws Exception {
        Path program = Path.of(System.getProperty("doorbell.root"), "e2e/src/test/c/c_numbers.c");
        assertThat(apple.refusal(Files.readString(program))).isEmpty();
    }

    /** Shows that the test above can fail: each number is one too large here. */
    @Test
    void a_number_that_is_wrong_is_refused_by_its_name() throws Exception {
        String wrong = HeaderClaims.numbers(AppleHeadersIT::oneMore, errno -> errno.macos() + 1)
                .toString();
        String refusal = compilers().get(0).refusal(wrong);
        for (CNumber number : CNumber.values()) {
            if (number.macos() != CNumber.NONE) {
                assertThat(refusal).contains(number.name() + " == " + oneMore(number));
            }
        }
        for (Errno errno : Errno.values()) {
            assertThat(refusal).contains(errno.name() + " == " + (errno.macos() + 1));
        }
    }

    private static int oneMore(CNumber number) {
        return number.macos() == CNumber.NONE ? CNumber.NONE : number.macos() + 1;
    }

    @Test
    void a_row_that_apple_has_no_name_for_is_refused() throws Exception {
        CFacts facts = new CFacts();
        facts.is("SO_DOMAIN", CNumber.SO_DOMAIN.linux());
        assertThat(compilers().get(0).refusal(facts.toString())).contains("undeclared identifier 'SO_DOMAIN'");
    }

    @Test
    void a_function_that_is_declared_otherwise_is_refused() throws Exception {
        assertThat(refusal("socket", "444")).contains("socket is not 444");
        assertThat(refusal("bind", "4444")).contains("bind is not 4444");
        assertThat(refusal("posix_spawnattr_setflags", "4pp")).contains("posix_spawnattr_setflags is not 4pp");
        // one argument of the variable ones, passed as if it were not
        assertThat(refusal("fcntl", "444p")).contains("fcntl is not 444p");
        assertThat(refusal("accept4", "44pp4")).contains("undeclared identifier 'accept4'");
        assertThat(refusal("mkfifo", "4p4")).isEmpty();
    }

    private static String refusal(String function, String codes) throws Exception {
        CPrototypes prototypes = new CPrototypes();
        prototypes.is(function, codes);
        return compilers().get(0).refusalOfCpp(prototypes.toString());
    }
}
