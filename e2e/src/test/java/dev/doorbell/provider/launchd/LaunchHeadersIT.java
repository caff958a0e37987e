package dev.doorbell.provider.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.c.CCompiler;
import dev.doorbell.e2e.fixture.c.CPrototypes;
import dev.doorbell.needs.Needs;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The provider's declarations of launchd's library, compared with Apple's {@code launch.h}. */
@Tag("once")
@Needs("zig")
class LaunchHeadersIT {
    static List<CCompiler> compilers() {
        return CCompiler.apple();
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void every_function_is_as_apple_declares_it(CCompiler apple) throws Exception {
        CPrototypes prototypes = new CPrototypes();
        prototypes.all(SystemLibrary.class, Set.of());
        prototypes.is("launch_activate_socket", "4ppp");
        assertThat(apple.refusalOfCpp(prototypes.toString())).isEmpty();
    }
}
