package dev.doorbell.provider.systemd.notify;

import dev.doorbell.descriptors.notify.ListenFds;
import dev.doorbell.provider.systemd.variables.CNumbers;
import dev.doorbell.spi.DescriptorStore;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What {@code FileDescriptorStoreMax=} of {@code systemd.service(5)} lets a service leave with systemd. */
final class SystemdDescriptorStore implements DescriptorStore {
    private static final String CAPACITY = "FDSTORE";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final ProcessContext process;
    private final SystemdServiceManager manager;

    SystemdDescriptorStore(ProcessContext process, SystemdServiceManager manager) {
        this.process = process;
        this.manager = manager;
    }

    @Override
    public OptionalInt capacity() {
        Optional<String> text = process.variable(CAPACITY);
        OptionalLong number = text.isPresent() ? CNumbers.parseUnsignedLong(text.get()) : OptionalLong.empty();
        return number.isPresent() && number.getAsLong() >= 0
                ? OptionalInt.of((int) Math.min(number.getAsLong(), Integer.MAX_VALUE))
                : OptionalInt.empty();
    }

    @Override
    public boolean put(String name, Channel channel) throws IOException {
        return manager.give("FDSTORE=1\n" + named(name), channel, LONGEST_WAIT);
    }

    @Override
    public boolean putUnwatched(String name, Channel channel) throws IOException {
        return manager.give("FDSTORE=1\n" + named(name) + "\nFDPOLL=0", channel, LONGEST_WAIT);
    }

    @Override
    public void remove(String name) throws IOException {
        manager.tell("FDSTOREREMOVE=1\n" + named(name));
    }

    /** One that systemd can pass to the next process: a list of names that is empty has none. */
    private static String named(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A stored descriptor has a name of one character or more.");
        }
        ListenFds.check(name);
        return "FDNAME=" + name;
    }
}
