package dev.doorbell.e2e.kinds;

import dev.doorbell.e2e.fixture.Way;
import java.util.List;

/** Kinds that come from a service manager, in a JVM that takes ASCII for the text of a path. */
class InheritedKindsWithoutLocaleIT extends KindsContract {
    @Override
    Way way() {
        return Way.SYSTEMD;
    }

    @Override
    List<String> before() {
        return List.of("env", "LC_ALL=C");
    }
}
