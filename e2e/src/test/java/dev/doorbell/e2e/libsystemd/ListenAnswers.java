package dev.doorbell.e2e.libsystemd;

import dev.doorbell.provider.systemd.SystemdProvider;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A program that prints Doorbell's answer to each {@link ListenCase} on standard input. Before a case stands the pid to
 * assume, and before an answer whether the provider applies.
 *
 * <p>The argument is the number of inherited descriptors. The program closes the last one, so that a closed number comes
 * before those that the JVM opens.
 */
final class ListenAnswers {
    private static final int FIRST_DESCRIPTOR = 3;
    private static final int ERROR = -1;

    private ListenAnswers() {}

    public static void main(String[] arguments) throws IOException {
        closeLast(Integer.parseInt(arguments[0]));
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
        for (int pid = in.readInt(); pid > 0; pid = in.readInt()) {
            answer(pid, ListenCase.read(in), out);
            out.flush();
        }
    }

    private static void closeLast(int inherited) throws IOException {
        Map<String, String> environment = Map.of("LISTEN_PID", "1", "LISTEN_FDS", String.valueOf(inherited));
        ProcessContext process = new ProcessContext(environment, 1, OperatingSystem.LINUX, new Properties());
        ListenerSource source = new SystemdProvider().examine(process);
        source.claim(List.of()).unclaimed().get(inherited - 1).close();
    }

    private static void answer(int pid, ListenCase listen, DataOutputStream out) throws IOException {
        ProcessContext process = new ProcessContext(environment(listen), pid, OperatingSystem.LINUX, new Properties());
        ListenerSource source = new SystemdProvider().examine(process);
        out.writeBoolean(source.applicability().applies());
        try {
            ListenAnswer.write(out, names(source.claim(List.of()).unclaimed(), listen.charset()));
        } catch (ActivationException error) {
            out.writeInt(ERROR);
        }
    }

    private static Map<String, String> environment(ListenCase listen) {
        Map<String, String> environment = new HashMap<>();
        put(environment, "LISTEN_PID", listen.pid(), listen.charset());
        put(environment, "LISTEN_FDS", listen.fds(), listen.charset());
        put(environment, "LISTEN_FDNAMES", listen.names(), listen.charset());
        return environment;
    }

    private static void put(Map<String, String> environment, String name, @Nullable String value, Charset charset) {
        byte[] bytes = ListenCase.bytes(value);
        if (bytes != null) {
            environment.put(name, new String(bytes, charset));
        }
    }

    private static List<byte[]> names(List<ListenerHandle> listeners, Charset charset) {
        List<byte[]> names = new ArrayList<>();
        for (ListenerHandle listener : listeners) {
            int expected = FIRST_DESCRIPTOR + names.size();
            if (listener.descriptor().orElse(-1) != expected) {
                throw new IllegalStateException(listener.descriptor() + " in place of fd " + expected);
            }
            names.add(listener.name().getBytes(charset));
        }
        return names;
    }
}
