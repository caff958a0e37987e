package dev.doorbell.provider.systemd.matching;

import static dev.doorbell.provider.systemd.matching.Passed.UNNAMED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.spec.ListenerSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hand-over of thousands. */
class MatchAtScaleTest extends MatcherFixture {
    private static final int MANY = 10_000;

    private final List<ListenerSpec> specs = new ArrayList<>();

    @Test
    @Timeout(30)
    void thousands_find_their_own_by_name() {
        for (int i = 0; i < MANY; i++) {
            specs.add(ListenerSpec.parse("s" + i + "=tcp://127.0.0.1:80"));
            add(Passed.tcp(3 + i, "s" + i + ".socket", "127.0.0.1", 80));
        }
        assertEachHasItsOwn();
    }

    @Test
    @Timeout(30)
    void thousands_find_their_own_by_host() {
        for (int i = 0; i < MANY; i++) {
            String host = "127.1." + (i >> 8) + "." + (i & 0xff);
            specs.add(ListenerSpec.tcp("s" + i, host, 80));
            add(Passed.tcp(3 + i, UNNAMED, host, 80));
        }
        assertEachHasItsOwn();
    }

    @Test
    @Timeout(30)
    void thousands_find_their_own_by_path() {
        for (int i = 0; i < MANY; i++) {
            specs.add(ListenerSpec.unix("s" + i, Path.of("/nowhere/s" + i)));
            add(Passed.unix(3 + i, UNNAMED, "/nowhere/s" + i));
        }
        assertEachHasItsOwn();
    }

    @Test
    @Timeout(30)
    void thousands_of_one_unit_find_their_own_by_host() {
        for (int i = 0; i < MANY; i++) {
            String host = "127.1." + (i >> 8) + "." + (i & 0xff);
            specs.add(ListenerSpec.tcp("s" + i, host, 80));
            add(Passed.tcp(3 + i, i % 2 == 0 ? "s0" : "s1.socket", host, 80));
        }
        assertEachHasItsOwn();
    }

    /** Looking at each spec for each descriptor would take minutes. */
    private void assertEachHasItsOwn() {
        Assignment matched = match(specs.toArray(new ListenerSpec[0]));
        for (int i = 0; i < MANY; i++) {
            assertThat(matched.found(specs.get(i))).containsExactly(passed.get(i));
        }
        assertThat(matched.unclaimed()).isEmpty();
    }
}
