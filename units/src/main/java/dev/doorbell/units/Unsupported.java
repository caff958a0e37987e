package dev.doorbell.units;

import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.units.text.PrintableText;
import java.util.Locale;

/** The errors of a service manager for listeners that it cannot open. */
enum Unsupported {
    SYSTEMD,
    LAUNCHD;

    UnsupportedOperationException listener(ListenerSpec spec, String reason, String fix) {
        return new UnsupportedOperationException("%s cannot listen for \"%s\": %s. %s"
                .formatted(name().toLowerCase(Locale.ROOT), PrintableText.of(spec.toString()), reason, fix));
    }

    /** The kind of a spec that has an address. */
    Kind kind(ListenerSpec spec) {
        return spec.kind()
                .orElseThrow(() -> listener(
                        spec, "a bare name has no address", "Add one, for example " + spec.name() + "=tcp://*:8080."));
    }
}
