package dev.doorbell;

import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** One call of {@code Doorbell.open} with providers of the test's own. */
final class OpenCall {
    private final List<Candidate> candidates = new ArrayList<>();
    private WhenMissing whenMissing = WhenMissing.BIND;
    private WhenUnclaimed whenUnclaimed = WhenUnclaimed.LATER;
    private final Properties properties = new Properties();

    private OpenCall() {}

    static OpenCall with(FakeProvider... providers) {
        OpenCall call = new OpenCall();
        for (FakeProvider provider : providers) {
            call.candidates.add(provider.candidate());
        }
        return call;
    }

    OpenCall besides(Candidate candidate) {
        candidates.add(candidate);
        return this;
    }

    OpenCall whenMissing(WhenMissing policy) {
        whenMissing = policy;
        return this;
    }

    OpenCall whenUnclaimed(WhenUnclaimed policy) {
        whenUnclaimed = policy;
        return this;
    }

    OpenCall forcing(String provider) {
        properties.setProperty(Providers.PROPERTY, provider);
        return this;
    }

    Listeners open(String... specs) throws IOException {
        List<ListenerSpec> parsed = new ArrayList<>();
        for (String spec : specs) {
            parsed.add(ListenerSpec.parse(spec));
        }
        ProcessContext process = new ProcessContext(Map.of(), 42, OperatingSystem.LINUX, properties);
        return new Opening(new Providers(process, candidates), parsed, whenMissing, whenUnclaimed).open();
    }
}
