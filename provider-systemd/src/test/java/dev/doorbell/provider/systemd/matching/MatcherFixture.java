package dev.doorbell.provider.systemd.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.spec.ListenerSpec;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.AbstractThrowableAssert;

/** The fixture of the tests of the matcher: a few specs, and a hand-over that each test puts together. */
class MatcherFixture {
    static final ListenerSpec WEB = ListenerSpec.parse("web=tcp://127.0.0.1:80");
    static final ListenerSpec ADMIN = ListenerSpec.parse("admin=tcp://127.0.0.1:81");
    static final ListenerSpec CONTROL = ListenerSpec.parse("control=unix:///run/c.sock");
    static final ListenerSpec BARE = ListenerSpec.named("web");

    final List<PassedDescriptor> passed = new ArrayList<>();

    PassedDescriptor add(PassedDescriptor descriptor) {
        passed.add(descriptor);
        return descriptor;
    }

    Assignment match(ListenerSpec... specs) {
        return Matcher.match(List.of(specs), List.copyOf(passed));
    }

    AbstractStringAssert<?> assertAmbiguous(ListenerSpec... specs) {
        Assignment matched = match(specs);
        assertThat(matched.unclaimed()).containsExactlyElementsOf(passed);
        return assertThat(matched.ambiguity().orElse("not ambiguous"));
    }

    void assertNothing(ListenerSpec... specs) {
        Assignment matched = match(specs);
        assertThat(matched.ambiguity()).isEmpty();
        for (ListenerSpec spec : specs) {
            assertThat(matched.found(spec)).isEmpty();
        }
        assertThat(matched.unclaimed()).containsExactlyElementsOf(passed);
    }

    AbstractThrowableAssert<?, ? extends Throwable> assertWiring(ListenerSpec... specs) {
        return assertThatThrownBy(() -> match(specs)).isInstanceOf(IllegalStateException.class);
    }
}
