package dev.doorbell.provider.systemd.notify;

import dev.doorbell.descriptors.notify.ListenFds;
import dev.doorbell.provider.systemd.variables.LibsystemdNumbers;
import dev.doorbell.spi.DescriptorStore;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The descriptor store of systemd: {@code FileDescriptorStoreMax=} of {@code systemd.service(5)}. */
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
        OptionalLong number = text.isPresent() ? LibsystemdNumbers.parseUnsignedLong(text.get()) : OptionalLong.empty();
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

    /** Checks that systemd can pass the name to the next process: an empty list has no name. */
    private static String named(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected a name of at least one character for a stored descriptor, got \"\". Give one.");
        }
        ListenFds.check(name);
        return "FDNAME=" + name;
    }
}
