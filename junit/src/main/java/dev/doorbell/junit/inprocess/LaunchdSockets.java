package dev.doorbell.junit.inprocess;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.provider.launchd.Launchd;
import dev.doorbell.provider.launchd.LaunchdSource;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The sockets of a test as launchd passes them: by {@code launch_activate_socket(3)}, one name at a time. It does not list
 * names, so nothing is unclaimed, and answers ESRCH to one that it does not have.
 */
final class LaunchdSockets implements ListenerSource, Launchd {
    private final List<HeldSocket> sockets;
    private final Map<Integer, HeldSocket> byNumber = new HashMap<>();
    private final ListenerSource launchd;

    private LaunchdSockets(List<HeldSocket> sockets) {
        this.sockets = sockets;
        ProcessContext job = new ProcessContext(
                Map.of("XPC_SERVICE_NAME", "dev.doorbell.junit"),
                ProcessHandle.current().pid(),
                OperatingSystem.MACOS,
                new Properties());
        launchd = new LaunchdSource(this, job);
    }

    static ListenerSource source(List<HeldSocket> sockets) {
        return new LaunchdSockets(sockets);
    }

    @Override
    public Applicability applicability() {
        return launchd.applicability();
    }

    /** Claims by the rules of launchd's provider, and replaces its handles by those that the test can pass again. */
    @Override
    public Claims claim(List<ListenerSpec> specs) throws IOException {
        Map<ListenerSpec, List<ListenerHandle>> found = new LinkedHashMap<>();
        for (Map.Entry<ListenerSpec, List<ListenerHandle>> claimed :
                launchd.claim(specs).found().entrySet()) {
            List<ListenerHandle> handles = new ArrayList<>();
            for (ListenerHandle handle : claimed.getValue()) {
                int number = handle.descriptor().orElseThrow();
                HeldSocket socket = byNumber.get(number);
                if (socket != null) {
                    handles.add(socket.handle(handle.name(), DescriptorFacts.of(number)));
                }
            }
            found.put(claimed.getKey(), handles);
        }
        return new Claims(found, List.of());
    }

    @Override
    public String howToPass(ListenerSpec spec) {
        return launchd.howToPass(spec);
    }

    @Override
    public Answer activate(String name) {
        List<Integer> numbers = new ArrayList<>();
        for (HeldSocket socket : sockets) {
            if (socket.name().equals(name)) {
                if (socket.isTaken()) {
                    throw new IllegalStateException("The launchd socket \"" + name + "\" is taken already in this test."
                            + " Close it before it is opened again, or open it in one place only.");
                }
                numbers.add(number(socket));
            }
        }
        return numbers.isEmpty() ? Answer.NOT_MANAGED : new Answer(0, numbers);
    }

    private int number(HeldSocket socket) {
        try {
            int number = socket.number();
            byNumber.put(number, socket);
            return number;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long parent() {
        return PROCESS;
    }
}
