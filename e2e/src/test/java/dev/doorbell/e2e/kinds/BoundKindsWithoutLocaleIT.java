package dev.doorbell.e2e.kinds;

import dev.doorbell.e2e.fixture.Way;
import java.util.List;

/** Kinds that Doorbell binds itself, in a JVM that takes ASCII for the text of a path. */
class BoundKindsWithoutLocaleIT extends KindsContract {
    @Override
    Way way() {
        return Way.FALLBACK;
    }

    @Override
    List<String> before() {
        return List.of("env", "LC_ALL=C");
    }
}
