package dev.doorbell.junit.inprocess;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.provider.systemd.matching.Assignment;
import dev.doorbell.provider.systemd.matching.Matcher;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sockets of a test as systemd passes them, matched with the specs by the same rules. */
final class SystemdSockets implements ListenerSource {
    private final List<HeldSocket> sockets;

    SystemdSockets(List<HeldSocket> sockets) {
        this.sockets = sockets;
    }

    @Override
    public Applicability applicability() {
        return Applicability.applies("a test passes " + sockets.size() + " listeners to this thread.");
    }

    @Override
    public Claims claim(List<ListenerSpec> specs) throws IOException {
        Map<PassedDescriptor, HeldSocket> passed = new LinkedHashMap<>();
        for (HeldSocket socket : sockets) {
            passed.put(descriptor(socket), socket);
        }
        Assignment matches = Matcher.match(specs, List.copyOf(passed.keySet()));
        Map<ListenerSpec, List<ListenerHandle>> found = new LinkedHashMap<>();
        for (ListenerSpec spec : specs) {
            if (!matches.found(spec).isEmpty()) {
                found.put(spec, handles(matches.found(spec), passed));
            }
        }
        Claims claims = new Claims(found, handles(matches.unclaimed(), passed));
        return matches.ambiguity().isPresent()
                ? claims.ambiguous(matches.ambiguity().get())
                : claims;
    }

    private static PassedDescriptor descriptor(HeldSocket socket) throws IOException {
        int number = socket.number();
        return new PassedDescriptor(
                number, socket.name(), socket.isTaken() ? Optional.empty() : Optional.of(DescriptorFacts.of(number)));
    }

    private static List<ListenerHandle> handles(
            List<PassedDescriptor> descriptors, Map<PassedDescriptor, HeldSocket> sockets) {
        List<ListenerHandle> handles = new ArrayList<>();
        for (PassedDescriptor descriptor : descriptors) {
            HeldSocket socket = sockets.get(descriptor);
            if (socket == null || !descriptor.free()) {
                throw new IllegalStateException(
                        descriptor + " is taken already in this test. Close it before it is opened"
                                + " again, or open it in one place only.");
            }
            handles.add(socket.handle(descriptor.name(), descriptor.facts().orElseThrow()));
        }
        return handles;
    }

    @Override
    public String howToPass(ListenerSpec spec) {
        return "Add it to the test with Activated.inProcess().listen(\"" + spec.name() + "=...\").";
    }
}
