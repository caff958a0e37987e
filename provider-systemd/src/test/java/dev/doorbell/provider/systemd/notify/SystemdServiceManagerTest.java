package dev.doorbell.provider.systemd.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.provider.systemd.Processes;
import dev.doorbell.provider.systemd.SystemdProvider;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.DescriptorStore;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service manager that is there, and its refusals. The text that it sends is compared with libsystemd elsewhere. */
class SystemdServiceManagerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SystemdProvider provider = new SystemdProvider();

    @ParameterizedTest
    @ValueSource(strings = {"NOTIFY_SOCKET=/run/x", "NOTIFY_SOCKET=", "WATCHDOG_USEC=1", "LISTEN_FDNAMES=\\"})
    void there_is_one_where_it_listens_or_watches_or_has_passed_something(String variable) {
        assertThat(provider.serviceManager(Processes.with(variable))).isPresent();
        assertThat(provider.serviceManager(Processes.on(OperatingSystem.WINDOWS, variable)))
                .isEmpty();
    }

    @Test
    void there_is_none_where_nothing_is_set_or_what_was_passed_is_another_process() {
        assertThat(provider.serviceManager(Processes.with())).isEmpty();
        assertThat(provider.serviceManager(Processes.with("LISTEN_PID=41", "LISTEN_FDS=1")))
                .isEmpty();
        assertThat(provider.serviceManager(Processes.with("LISTEN_PID=42", "LISTEN_FDS=1")))
                .isPresent();
    }

    @Test
    void without_a_socket_nothing_is_told_and_nothing_kept() throws IOException {
        ServiceManager manager = manager("WATCHDOG_USEC=1");
        assertThat(manager.listens()).isFalse();
        manager.ready();
        manager.status("x");
        manager.reloading();
        manager.stopping();
        manager.extendTimeout(SECOND);
        manager.errno(1);
        manager.mainPid(1);
        manager.send("X=1");
        manager.barrier(SECOND);
        manager.keepAlive();
        manager.triggerWatchdog();
        manager.descriptorStore().remove("x");
        try (SocketChannel channel = SocketChannel.open()) {
            assertThat(manager.descriptorStore().put("x", channel)).isFalse();
            assertThat(manager.descriptorStore().putUnwatched("x", channel)).isFalse();
        }
        assertThat(manager.watchdogInterval()).contains(Duration.ofNanos(1000));
    }

    @Test
    void a_bad_address_is_an_error_of_who_tells_something_and_of_nobody_else() throws IOException {
        ServiceManager manager = manager("NOTIFY_SOCKET=relative");
        assertThat(manager.listens()).isTrue();
        assertThat(manager.watchdogInterval()).isEmpty();
        assertThatThrownBy(manager::ready)
                .isInstanceOf(ActivationException.class)
                .hasMessageContaining("NOTIFY_SOCKET is \"relative\"");
        assertThatThrownBy(() -> manager.barrier(SECOND)).isInstanceOf(ActivationException.class);
    }

    @Test
    void what_cannot_be_told_is_refused_whether_or_not_anybody_listens() {
        ServiceManager manager = manager("WATCHDOG_USEC=1");
        assertThatIllegalArgumentException().isThrownBy(() -> manager.extendTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.extendTimeout(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.barrier(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.errno(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.mainPid(0));
        assertThatIllegalArgumentException().isThrownBy(manager::send);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a\nb", "\u00e9"})
    void a_name_that_systemd_could_not_pass_back_is_refused(String name) throws IOException {
        DescriptorStore store = manager("WATCHDOG_USEC=1").descriptorStore();
        try (SocketChannel channel = SocketChannel.open()) {
            assertThatIllegalArgumentException().isThrownBy(() -> store.put(name, channel));
            assertThatIllegalArgumentException().isThrownBy(() -> store.putUnwatched(name, channel));
            assertThatIllegalArgumentException().isThrownBy(() -> store.remove(name));
        }
    }

    @Test
    void the_capacity_is_what_systemd_says() {
        assertThat(capacity("FDSTORE=4")).hasValue(4);
        assertThat(capacity("FDSTORE=4294967295")).hasValue(Integer.MAX_VALUE);
        assertThat(capacity("FDSTORE=x")).isEmpty();
        assertThat(capacity("X=x")).isEmpty();
    }

    private OptionalInt capacity(String variable) {
        return manager("NOTIFY_SOCKET=/run/x", variable).descriptorStore().capacity();
    }

    @Test
    void systemd_wants_two_seconds_of_a_process_that_ends_by_itself() {
        assertThat(provider.minimumUptime()).isEqualTo(Duration.ofSeconds(2));
    }

    private ServiceManager manager(String... variables) {
        Optional<ServiceManager> manager = provider.serviceManager(Processes.with(variables));
        return manager.orElseThrow();
    }
}
