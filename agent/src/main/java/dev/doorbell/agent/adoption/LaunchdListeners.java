package dev.doorbell.agent.adoption;

import dev.doorbell.agent.lifetime.NativeAccess;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.provider.launchd.LaunchdProvider;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The listeners that launchd passes: it cannot list them, so the user's names are asked for. */
final class LaunchdListeners {
    private static final String FORCED = "doorbell.provider";

    private final ListenerProvider provider = new LaunchdProvider();
    private final ListenerSource source;
    private final boolean forced;

    LaunchdListeners(ProcessContext process) {
        source = provider.examine(process);
        forced = process.property(FORCED).equals(Optional.of(provider.name()));
    }

    /** Whether launchd has started this process, or a user says so. */
    boolean mayBePassed() {
        return forced || source.applicability().applies();
    }

    /** Asks for each name. Those that launchd does not know are left out. */
    List<PassedDescriptor> called(BoundNames names) throws IOException {
        NativeAccess.enable();
        List<ListenerSpec> specs = new ArrayList<>();
        for (String name : names.all()) {
            specs.add(ListenerSpec.named(name));
        }
        List<PassedDescriptor> passed = new ArrayList<>();
        for (List<ListenerHandle> handles : source.claim(specs).found().values()) {
            for (ListenerHandle handle : handles) {
                int number = handle.descriptor().orElseThrow();
                passed.add(new PassedDescriptor(number, handle.name(), Optional.of(DescriptorFacts.of(number))));
            }
        }
        return passed;
    }
}
