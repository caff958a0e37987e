package dev.doorbell.descriptors.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.jdk.PassedSocket;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;

/**
 * The rules of a handle whose listener was passed to the process. They run in a JVM of their own, whose standard input is
 * the listener where the handle takes that.
 */
final class HandleRules {
    private static final int SOON = 20;
    private static final int IN_ANY_CASE = 20_000;

    private final Handle handles;
    private final PassedSocket socket;
    private final Path directory;
    private final Properties ledger = new Properties();

    private HandleRules(Handle handles, PassedSocket socket, Path directory) {
        this.handles = handles;
        this.socket = socket;
        this.directory = directory;
    }

    /** The handles of what was inherited. */
    enum Handle {
        PASSED,
        STANDARD_INPUT;

        InheritedHandle of(int number, Properties ledger) throws IOException {
            DescriptorClaim claim = new DescriptorClaim(ledger, "fd", "a listener");
            if (this == PASSED) {
                return new InheritedHandle(DescriptorFacts.of(number), claim);
            }
            SunNioCh.dup2(number, StandardInputHandle.NUMBER);
            SunNioCh.close0(number);
            return new StandardInputHandle("connection", DescriptorFacts.of(StandardInputHandle.NUMBER), claim);
        }
    }

    /** Tells each rule that holds. */
    public static void main(String[] arguments) throws Exception {
        HandleRules rules = new HandleRules(
                Handle.valueOf(arguments[0]), PassedSocket.valueOf(arguments[1]), Path.of(arguments[2]));
        rules.an_arrival_is_told_and_not_taken();
        rules.without_a_client_nothing_has_arrived();
        rules.a_client_that_another_took_is_not_waited_for();
        rules.closing_ends_the_wait_for_an_arrival();
        rules.closing_leaves_nothing_open(false);
        rules.closing_leaves_nothing_open(true);
        rules.detaching_leaves_one_blocking_descriptor_open(false);
        rules.detaching_leaves_one_blocking_descriptor_open(true);
        rules.releasing_leaves_the_descriptor_free_to_be_taken();
        System.out.println("every rule holds");
    }

    private void an_arrival_is_told_and_not_taken() throws IOException {
        InheritedHandle handle = handle();
        ServerSocketChannel listener = committed(handle);
        try (SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
            assertThat(client.isConnected()).isTrue();
            assertThat(handle.awaitArrival(-1)).isTrue();
            assertThat(handle.awaitArrival(0)).isTrue();
            try (SocketChannel accepted = handle.acceptArrived(listener)) {
                assertThat(accepted).isNotNull();
            }
        }
        handle.close();
    }

    private void without_a_client_nothing_has_arrived() throws IOException {
        InheritedHandle handle = handle();
        committed(handle);
        assertThat(handle.awaitArrival(0)).isFalse();
        assertThat(handle.awaitArrival(SOON)).isFalse();
        handle.close();
    }

    private void a_client_that_another_took_is_not_waited_for() throws IOException {
        InheritedHandle handle = handle();
        ServerSocketChannel listener = committed(handle);
        assertThat(handle.acceptArrived(listener)).isNull();
        handle.close();
    }

    private void closing_ends_the_wait_for_an_arrival() throws Exception {
        InheritedHandle handle = handle();
        committed(handle);
        Thread waiting = new Thread(() ->
                assertThatThrownBy(() -> handle.awaitArrival(IN_ANY_CASE)).isInstanceOf(ClosedChannelException.class));
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        waiting.setUncaughtExceptionHandler((thread, thrown) -> failure.complete(thrown));
        waiting.start();
        handle.close();
        waiting.join();
        assertThat(failure).isNotDone();
    }

    private void closing_leaves_nothing_open(boolean opened) throws IOException {
        InheritedHandle handle = handle();
        SocketAddress address = address(handle);
        if (opened) {
            committed(handle);
        }
        handle.close();
        assertIsRefused(address);
    }

    private void detaching_leaves_one_blocking_descriptor_open(boolean opened) throws IOException {
        InheritedHandle handle = handle();
        SocketAddress address = address(handle);
        if (opened) {
            assertThat(handle.acceptArrived(committed(handle))).isNull();
        }
        int number = handle.detach();
        assertThat(DescriptorFacts.of(number).socket()).get().matches(SocketFacts::listening);
        assertThat(isBlocking(number)).isTrue();
        RawDescriptors.close(number);
        assertIsRefused(address);
    }

    private void releasing_leaves_the_descriptor_free_to_be_taken() throws IOException {
        InheritedHandle handle = handle();
        handle.open();
        handle.release();
        assertThat(DescriptorClaim.holder(ledger, "fd")).isEmpty();
        InheritedHandle again = new InheritedHandle(
                DescriptorFacts.of(handle.facts.number()), new DescriptorClaim(ledger, "fd", "a listener"));
        assertThat(again.open()).isInstanceOf(ServerSocketChannel.class);
    }

    /** A new listener of this rule, which no other has taken. */
    private InheritedHandle handle() throws IOException {
        ledger.clear();
        Files.deleteIfExists(directory.resolve("s"));
        return handles.of(socket.open(directory), ledger);
    }

    private static ServerSocketChannel committed(InheritedHandle handle) throws IOException {
        ServerSocketChannel listener = (ServerSocketChannel) handle.open();
        handle.commit();
        return listener;
    }

    private static SocketAddress address(InheritedHandle handle) {
        Address address = handle.facts.address().orElseThrow();
        return address instanceof Address.Ip ip
                ? ip.socketAddress()
                : UnixDomainSocketAddress.of(((Address.File) address).path());
    }

    private static boolean isBlocking(int number) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo/" + number))) {
            if (line.startsWith("flags:")) {
                return (Integer.parseInt(line.substring("flags:".length()).strip(), 8) & 04000) == 0;
            }
        }
        throw new IOException("no flags of fd " + number);
    }

    private static void assertIsRefused(SocketAddress address) {
        assertThatThrownBy(() -> SocketChannel.open(address)).isInstanceOf(SocketException.class);
    }
}
