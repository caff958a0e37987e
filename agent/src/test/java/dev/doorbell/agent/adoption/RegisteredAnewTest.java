package dev.doorbell.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.jdk.JdkSockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A channel that is registered anew while its selector registers it. */
@Timeout(60)
class RegisteredAnewTest {
    @Test
    void a_selector_finishes_its_own_registration_first() throws Exception {
        try (Selector selector = Selector.open();
                ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            server.configureBlocking(false);
            SelectionKey key = server.register(selector, SelectionKey.OP_ACCEPT);
            selector.selectNow();
            Thread other = new Thread(() -> registerAnew(server));
            other.setDaemon(true);
            synchronized (updateLock(selector)) {
                other.start();
                while (other.getState() != Thread.State.BLOCKED && other.isAlive()) {
                    Thread.onSpinWait();
                }
                assertThat(registeredEvents(key)).isNotZero();
            }
            other.join();
            assertThat(registeredEvents(key)).isZero();
        }
    }

    private static void registerAnew(ServerSocketChannel server) {
        try {
            JdkSockets.registerAnew(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object updateLock(Selector selector) throws ReflectiveOperationException {
        Field lock = selector.getClass().getDeclaredField("updateLock");
        lock.setAccessible(true);
        return lock.get(selector);
    }

    private static int registeredEvents(SelectionKey key) throws ReflectiveOperationException {
        Method events = key.getClass().getDeclaredMethod("registeredEvents");
        events.setAccessible(true);
        return (int) events.invoke(key);
    }
}
