package dev.doorbell.handover.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServiceStatusTest {
    private static void tell(ServiceStatus status, String text) {
        status.apply(new Notification(OptionalLong.empty(), text, List.of()));
    }

    @Test
    void the_state_follows_the_notifications() {
        ServiceStatus status = new ServiceStatus(Optional.empty());
        assertThat(status.state()).isEqualTo(ServiceStatus.State.STARTING);
        tell(status, "READY=1\nSTATUS=up\nMAINPID=7\nERRNO=2");
        assertThat(status.state()).isEqualTo(ServiceStatus.State.RUNNING);
        assertThat(status.text()).isEqualTo("up");
        assertThat(status.mainPid()).hasValue(7);
        assertThat(status.errno()).hasValue(2);
        tell(status, "RELOADING=1\nMONOTONIC_USEC=1");
        assertThat(status.state()).isEqualTo(ServiceStatus.State.RELOADING);
        tell(status, "READY=1\nMAINPID=x");
        assertThat(status.state()).isEqualTo(ServiceStatus.State.RUNNING);
        assertThat(status.mainPid()).hasValue(7);
        tell(status, "STOPPING=1\nSTATUS=");
        assertThat(status.state()).isEqualTo(ServiceStatus.State.STOPPING);
        assertThat(status.text()).isEmpty();
    }

    @Test
    void an_extension_runs_from_when_it_was_sent() {
        ServiceStatus status = new ServiceStatus(Optional.empty());
        assertThat(status.extension()).isZero();
        tell(status, "EXTEND_TIMEOUT_USEC=60000000");
        assertThat(status.extension()).isBetween(1L, 60_000_000_000L);
        tell(status, "EXTEND_TIMEOUT_USEC=18446744073709551615");
        assertThat(status.extension()).isGreaterThan(60_000_000_000L);
    }

    @Test
    void the_watchdog_begins_with_readiness() throws Exception {
        ServiceStatus status = new ServiceStatus(Optional.of(Duration.ofNanos(1)));
        assertThat(status.watchdogDeadline()).isEmpty();
        tell(status, "READY=1");
        assertThat(status.awaitWatchdog()).isTrue();
    }

    @Test
    void a_report_moves_the_watchdog_on_and_a_trigger_ends_it() throws Exception {
        ServiceStatus status = new ServiceStatus(Optional.of(Duration.ofHours(1)));
        tell(status, "READY=1");
        long first = status.watchdogDeadline().orElseThrow();
        tell(status, "WATCHDOG=1");
        assertThat(status.watchdogDeadline().orElseThrow()).isGreaterThan(first);
        tell(status, "WATCHDOG_USEC=1000000");
        assertThat(status.watchdogDeadline().orElseThrow()).isLessThan(first);
        tell(status, "WATCHDOG=trigger");
        assertThat(status.awaitWatchdog()).isTrue();
    }

    @Test
    void a_watchdog_of_zero_or_infinity_is_off() {
        ServiceStatus status = new ServiceStatus(Optional.of(Duration.ZERO));
        tell(status, "READY=1");
        assertThat(status.watchdogDeadline()).isEmpty();
        tell(status, "WATCHDOG_USEC=1000000");
        assertThat(status.watchdogDeadline()).isPresent();
        tell(status, "WATCHDOG_USEC=0");
        assertThat(status.watchdogDeadline()).isEmpty();
        tell(status, "WATCHDOG_USEC=18446744073709551615");
        assertThat(status.watchdogDeadline()).hasValue(Long.MAX_VALUE);
    }

    @Test
    void a_program_that_stops_has_no_watchdog() {
        ServiceStatus told = new ServiceStatus(Optional.of(Duration.ofNanos(1)));
        tell(told, "READY=1");
        told.stopping();
        tell(told, "WATCHDOG=trigger");
        assertThat(told.watchdogDeadline()).isEmpty();
        ServiceStatus tells = new ServiceStatus(Optional.of(Duration.ofNanos(1)));
        tell(tells, "READY=1");
        tell(tells, "STOPPING=1");
        assertThat(tells.watchdogDeadline()).isEmpty();
    }

    @Test
    void a_wait_for_the_end_is_bounded() throws Exception {
        ServiceStatus status = new ServiceStatus(Optional.empty());
        assertThat(status.awaitEnd(Duration.ofNanos(1))).isFalse();
        status.end();
        assertThat(status.awaitEnd(Duration.ofHours(1))).isTrue();
    }

    @Test
    void the_end_of_the_program_ends_the_watchdog() throws Exception {
        ServiceStatus status = new ServiceStatus(Optional.of(Duration.ofHours(1)));
        tell(status, "READY=1");
        Thread end = new Thread(status::end);
        end.start();
        assertThat(status.awaitWatchdog()).isFalse();
        assertThat(status.hasEnded()).isTrue();
        end.join();
    }
}
