package dev.doorbell.e2e;

import dev.doorbell.e2e.fixture.Cached;
import dev.doorbell.e2e.fixture.OwnNetwork;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemdNeeds;
import dev.doorbell.e2e.libsystemd.Oracle;
import dev.doorbell.needs.NeedSource;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The needs of this module's tests other than commands and files. */
public final class SpecialNeeds implements NeedSource {
    @Override
    public Map<String, Supplier<Optional<String>>> needs() {
        return Map.of(
                "cc", SpecialNeeds::programs,
                "libsystemd", Oracle::missing,
                "own network", SpecialNeeds::network,
                "private systemd", PrivateSystemdNeeds::missing,
                "newer systemd", Cached.SYSTEMD::missing,
                "zig", Cached.ZIG::missing,
                "foreign headers", Cached.FOREIGN_HEADERS::missing);
    }

    /** Returns why there are no C programs, which the build compiles if it has a compiler. */
    private static Optional<String> programs() {
        return Files.isExecutable(Paths.NATIVE.resolve("c_numbers"))
                ? Optional.empty()
                : Optional.of("none is built in " + Paths.NATIVE);
    }

    private static Optional<String> network() {
        return OwnNetwork.isAllowed() ? Optional.empty() : Optional.of("unshare --net fails");
    }
}
