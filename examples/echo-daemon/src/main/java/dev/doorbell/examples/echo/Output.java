package dev.doorbell.examples.echo;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import dev.doorbell.Listener;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Standard output for other programs: lines of JSON in UTF-8, each written at once. */
final class Output {
    private final PrintStream out;

    Output(PrintStream out) {
        this.out = out;
    }

    synchronized void print(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    /**
     * Prints the listeners, and then that this program is ready. If a connection is standard output, Doorbell keeps these
     * lines from its client.
     *
     * @throws IllegalStateException if a listener cannot be served
     */
    void announce(List<Listener> listeners) {
        for (Listener listener : listeners) {
            if (listener.kind() == Kind.FILE || listener.kind() == Kind.OTHER) {
                throw Serving.unservable(listener);
            }
        }
        for (Listener listener : listeners) {
            print(listening(listener));
        }
        print("ready");
    }

    /** {@code {"name":"http","kind":"TCP","provider":"systemd","fd":3,"address":"127.0.0.1:8080"}}. */
    static String listening(Listener listener) {
        JsonStringWriter json = JsonWriter.string()
                .object()
                .value("name", listener.name())
                .value("kind", listener.kind().name())
                .value("provider", listener.origin().provider());
        if (listener.origin().inherited()) {
            json.value("fd", listener.origin().descriptor().getAsInt());
        } else {
            json.nul("fd");
        }
        return json.value("address", address(listener)).end().done();
    }

    /** {@code ip:port}, a path or {@code @name}: an address that a client can connect to. */
    private static @Nullable String address(Listener listener) {
        Address address = listener.address().orElse(null);
        return address == null || address instanceof Address.Netlink ? null : address.toString();
    }

    /** {@code {"name":"events","received":"aGVsbG8="}}, the bytes in Base64. */
    static String received(String name, byte[] bytes) {
        return JsonWriter.string()
                .object()
                .value("name", name)
                .value("received", Base64.getEncoder().encodeToString(bytes))
                .end()
                .done();
    }
}
