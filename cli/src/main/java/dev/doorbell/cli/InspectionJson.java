package dev.doorbell.cli;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.spec.Address;
import dev.doorbell.spi.ActivationException;

/** The output of {@code inspect} for a program: one line, with the same keys on success and on failure. */
final class InspectionJson {
    private InspectionJson() {}

    static String of(Doorbell.Passed passed) {
        JsonStringWriter json = JsonWriter.string()
                .object()
                .value("provider", passed.provider())
                .array("listeners");
        for (Listener listener : passed.listeners()) {
            write(listener, json);
        }
        return json.end().nul("error").end().done();
    }

    /** A failure, with its provider if that is known. */
    static String of(Throwable failure, String message) {
        String provider = failure instanceof ActivationException handover ? handover.provider() : null;
        return JsonWriter.string()
                .object()
                .value("provider", provider)
                .array("listeners")
                .end()
                .value("error", message)
                .end()
                .done();
    }

    private static void write(Listener listener, JsonStringWriter json) {
        json.object().value("name", listener.name());
        if (listener.origin().inherited()) {
            json.value("fd", listener.origin().descriptor().getAsInt());
        } else {
            json.nul("fd");
        }
        json.value("kind", listener.kind().name())
                .value("address", listener.address().map(Address::toString).orElse(null))
                .end();
    }
}
