package dev.doorbell.e2e.libsystemd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Names;
import dev.doorbell.needs.Needs;
import dev.doorbell.provider.systemd.SystemdProvider;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A comparison of Doorbell with the real {@code sd_notify(3)} and {@code sd_watchdog_enabled(3)}: the same messages with
 * the same descriptors, and the same answers to the same variables. {@code -Ddoorbell.seed=N} repeats a run.
 */
@Timeout(150)
@Needs({"cc", "libsystemd", "python3"})
class NotifyIT {
    private static final long SEED = Long.getLong("doorbell.seed", System.nanoTime());
    private static final int CASES = Integer.getInteger("doorbell.cases", 10_000);
    private static final int NONE = -1;
    private static final int BOUND_SECONDS = 30;

    @TempDir
    private Path directory;

    private final List<String> disagreements = new ArrayList<>();
    private final Map<String, Integer> sorts = new TreeMap<>();

    @Test
    void the_watchdogs_variables_are_read_as_libsystemd_reads_them() throws Exception {
        Random random = new Random(SEED);
        try (Peer libsystemd = oracle("watchdog")) {
            int pid = libsystemd.in().readInt();
            for (int i = 0; i < CASES; i++) {
                compare(libsystemd, pid, number(random, 1L + random.nextInt(90_000_000)), number(random, pid));
            }
        }
        System.out.printf(
                "sd_watchdog_enabled(): %d cases %s, %d disagreements, seed %d%n",
                CASES, sorts, disagreements.size(), SEED);
        assertThat(disagreements).as("-Ddoorbell.seed=" + SEED).isEmpty();
        assertThat(sorts)
                .hasSize(3)
                .allSatisfy((sort, cases) -> assertThat(cases).as(sort).isGreaterThan(CASES / 20));
    }

    private static @Nullable String number(Random random, long number) {
        return switch (random.nextInt(10)) {
            case 0 -> null;
            case 1 -> CNumberTexts.near(random, number);
            case 2 -> CNumberTexts.anything(random);
            default -> CNumberTexts.exactly(random, number);
        };
    }

    private void compare(Peer libsystemd, long pid, @Nullable String micros, @Nullable String watchdogPid)
            throws IOException {
        Frames.writeText(libsystemd.out(), bytes(micros));
        Frames.writeText(libsystemd.out(), bytes(watchdogPid));
        libsystemd.out().flush();
        int result = libsystemd.in().readInt();
        long interval = libsystemd.in().readLong();
        String expected = result < 0
                ? "an error"
                : result == 0 ? "none" : micros(interval).toString();
        Map<String, String> environment = new HashMap<>(Map.of("NOTIFY_SOCKET", "/nobody"));
        put(environment, "WATCHDOG_USEC", micros);
        put(environment, "WATCHDOG_PID", watchdogPid);
        String answer = interval(manager(environment, pid));
        sorts.merge(result > 0 ? "an interval" : expected, 1, Integer::sum);
        if (!answer.equals(expected)) {
            disagreements.add(ListenCase.shown(micros) + " and " + ListenCase.shown(watchdogPid) + ": libsystemd says "
                    + expected + ", Doorbell " + answer);
        }
    }

    /** Returns the duration of a uint64_t. */
    private static Duration micros(long number) {
        return Duration.ofSeconds(
                Long.divideUnsigned(number, 1_000_000), Long.remainderUnsigned(number, 1_000_000) * 1_000);
    }

    private static String interval(ServiceManager manager) throws IOException {
        try {
            Optional<Duration> interval = manager.watchdogInterval();
            return interval.map(Duration::toString).orElse("none");
        } catch (ActivationException error) {
            return "an error";
        }
    }

    @Test
    void an_address_is_refused_where_libsystemd_refuses_it() throws Exception {
        List<String> addresses =
                new ArrayList<>(List.of("", "/", "@", "x", "./x", "//", "@@", "@/x", "unix:/x", "/\u00fc"));
        for (int length = 104; length <= 112; length++) {
            addresses.add("/" + "x".repeat(length - 1));
            addresses.add("@" + "x".repeat(length - 1));
        }
        try (Peer libsystemd = oracle("notify")) {
            for (String address : addresses) {
                boolean expected = isAddress(ask(libsystemd, address, "X=1", NONE));
                boolean answer = isAddress(manager(Map.of("NOTIFY_SOCKET", address), 1));
                if (answer != expected) {
                    disagreements.add(address.length() + " characters, " + address);
                }
            }
        }
        assertThat(disagreements).isEmpty();
    }

    /** Returns whether the address is valid: a missing receiver is another error than an invalid address. */
    private static boolean isAddress(int result) {
        int noSuchFile = -2;
        int refused = -111;
        return result == noSuchFile || result == refused;
    }

    private static boolean isAddress(ServiceManager manager) throws IOException {
        try {
            manager.ready();
            throw new AssertionError("expected no receiver, got one");
        } catch (ActivationException none) {
            return false;
        } catch (IOException unreached) {
            return true;
        }
    }

    /** A message to send through the service manager. */
    private interface Sending {
        void through(ServiceManager manager) throws IOException;
    }

    @Test
    void the_messages_are_those_of_libsystemd_byte_for_byte() throws Exception {
        Map<String, Sending> messages = new TreeMap<>();
        messages.put("READY=1", ServiceManager::ready);
        messages.put("STOPPING=1", ServiceManager::stopping);
        messages.put("STATUS=gr\u00fcn und \ud83d\udd14", manager -> manager.status("gr\u00fcn und \ud83d\udd14"));
        messages.put("STATUS=" + "x".repeat(90_000), manager -> manager.status("x".repeat(90_000)));
        messages.put("EXTEND_TIMEOUT_USEC=1500001", manager -> manager.extendTimeout(Duration.ofNanos(1_500_000_001)));
        messages.put("ERRNO=2", manager -> manager.errno(2));
        messages.put("MAINPID=4711", manager -> manager.mainPid(4711));
        messages.put("WATCHDOG=1", ServiceManager::keepAlive);
        messages.put("WATCHDOG=trigger", ServiceManager::triggerWatchdog);
        messages.put("X_A=1\nX_B=", manager -> manager.send("X_A=1", "X_B="));
        messages.put(
                "FDSTOREREMOVE=1\nFDNAME=x",
                manager -> manager.descriptorStore().remove("x"));
        for (String address : List.of(directory.resolve("notify").toString(), "@" + Names.unique("notify"))) {
            try (Peer libsystemd = oracle("notify");
                    NotifyReceiver receiver = new NotifyReceiver(address)) {
                ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", address), 1);
                for (Map.Entry<String, Sending> message : messages.entrySet()) {
                    assertThat(ask(libsystemd, address, message.getKey(), NONE)).isEqualTo(1);
                    String expected = receiver.next();
                    message.getValue().through(manager);
                    assertThat(receiver.next()).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void a_reload_comes_with_the_time_in_the_same_message() throws Exception {
        String address = directory.resolve("notify").toString();
        try (NotifyReceiver receiver = new NotifyReceiver(address)) {
            long before = uptimeMicros();
            manager(Map.of("NOTIFY_SOCKET", address), 1).reloading();
            String hex = receiver.next().split(" ", 2)[0];
            String message = new String(HexFormat.of().parseHex(hex), UTF_8);
            assertThat(message).startsWith("RELOADING=1\nMONOTONIC_USEC=");
            long time = Long.parseLong(message.substring(message.lastIndexOf('=') + 1));
            assertThat(time).isBetween(before - 20_000, uptimeMicros() + 20_000);
        }
    }

    private static long uptimeMicros() throws IOException {
        return (long)
                (Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0]) * 1_000_000);
    }

    @Test
    void descriptors_and_the_barrier_come_as_those_of_libsystemd() throws Exception {
        String address = directory.resolve("notify").toString();
        Path file = Files.writeString(directory.resolve("file"), "text");
        try (NotifyReceiver receiver = new NotifyReceiver(address);
                FileChannel channel = FileChannel.open(file)) {
            ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", address), 1);
            List<String> command = List.of("sh", "-c", "exec \"$0\" notify 7<\"$1\"", Oracle.PROGRAM, file.toString());
            try (Peer libsystemd = Peer.start(command, directory.resolve("errors"))) {
                for (String message : List.of("FDSTORE=1\nFDNAME=x", "FDSTORE=1\nFDNAME=x\nFDPOLL=0")) {
                    assertThat(ask(libsystemd, address, message, 7)).isEqualTo(1);
                    String expected = receiver.next();
                    CompletableFuture<Integer> barrier = answer(libsystemd, address, null, 20_000);
                    String expectedBarrier = receiver.next();
                    assertThat(barrier.get(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
                    CompletableFuture<Boolean> put = put(manager, message.endsWith("=0"), channel);
                    assertThat(receiver.next()).isEqualTo(expected);
                    assertThat(receiver.next()).isEqualTo(expectedBarrier);
                    assertThat(put.get(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
                }
            }
        }
    }

    private static CompletableFuture<Boolean> put(ServiceManager manager, boolean unwatched, FileChannel channel) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return unwatched
                        ? manager.descriptorStore().putUnwatched("x", channel)
                        : manager.descriptorStore().put("x", channel);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private CompletableFuture<Integer> answer(Peer libsystemd, String address, @Nullable String message, int number) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return ask(libsystemd, address, message, number);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static int ask(Peer libsystemd, String address, @Nullable String message, int number) throws IOException {
        Frames.writeText(libsystemd.out(), address.getBytes(UTF_8));
        Frames.writeText(libsystemd.out(), message == null ? null : message.getBytes(UTF_8));
        libsystemd.out().writeInt(number);
        libsystemd.out().flush();
        return libsystemd.in().readInt();
    }

    private Peer oracle(String what) throws IOException {
        return Peer.start(List.of(Oracle.PROGRAM, what), directory.resolve("errors"));
    }

    private static ServiceManager manager(Map<String, String> environment, long pid) {
        ProcessContext process = new ProcessContext(environment, pid, OperatingSystem.LINUX, new Properties());
        return new SystemdProvider().serviceManager(process).orElseThrow();
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(ISO_8859_1);
    }

    private static void put(Map<String, String> environment, String name, @Nullable String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }
}
