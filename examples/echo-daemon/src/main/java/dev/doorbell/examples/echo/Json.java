package dev.doorbell.examples.echo;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import dev.doorbell.Listener;
import dev.doorbell.spec.Address;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The lines that this program says to other programs. */
final class Json {
    private Json() {}

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

    /** {@code ip:port}, a path or {@code @name}; nothing else is an address that somebody could connect to. */
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
