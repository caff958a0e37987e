package dev.doorbell.e2e.handover;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.handover.Handover;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A program that serves one connection on its TCP listener, hands all its listeners on to the next program, and ends with
 * its exit status: {@code SPEC... -- COMMAND...}.
 */
final class HandingOn {
    private HandingOn() {}

    public static void main(String[] arguments) throws Exception {
        List<String> all = Arrays.asList(arguments);
        int end = all.indexOf("--");
        Process next = handOn(all.subList(0, end), all.subList(end + 1, all.size()));
        System.out.println("handed on to " + next.pid());
        System.exit(next.waitFor());
    }

    private static Process handOn(List<String> specs, List<String> command) throws IOException {
        Handover handover = new Handover(command);
        List<Integer> numbers = new ArrayList<>();
        ListenerSpec[] parsed = specs.stream().map(ListenerSpec::parse).toArray(ListenerSpec[]::new);
        try (Listeners listeners = Doorbell.open(parsed)) {
            serveOne(listeners);
            for (Listener listener : listeners.all()) {
                int number = listener.detachFd();
                numbers.add(number);
                handover.pass(listener.name(), number);
            }
            return handover.start();
        } finally {
            for (int number : numbers) {
                RawDescriptors.close(number);
            }
        }
    }

    private static void serveOne(Listeners listeners) throws IOException {
        for (Listener listener : listeners.all()) {
            if (listener.kind() == Kind.TCP) {
                System.out.println("serving one on " + listener.origin().provider() + " " + listener);
                echo(listener.serverSocketChannel().accept());
                return;
            }
        }
    }

    private static void echo(SocketChannel accepted) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        try (SocketChannel client = accepted) {
            while (client.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    client.write(buffer);
                }
                buffer.clear();
            }
        }
    }
}
