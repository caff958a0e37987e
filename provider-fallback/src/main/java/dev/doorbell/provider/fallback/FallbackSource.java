package dev.doorbell.provider.fallback;

import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The source that binds each spec, all or nothing. */
final class FallbackSource implements ListenerSource {
    @Override
    public Applicability applicability() {
        return Applicability.applies("it binds what no service manager passed.");
    }

    @Override
    public Claims claim(List<ListenerSpec> specs) throws IOException {
        Map<ListenerSpec, List<ListenerHandle>> bound = new LinkedHashMap<>();
        try {
            for (ListenerSpec spec : specs) {
                if (!spec.isBareName()) {
                    bound.put(spec, bind(spec, spec.kind().get()));
                }
            }
            return new Claims(bound, List.of());
        } catch (IOException | RuntimeException | Error e) {
            for (List<ListenerHandle> handles : bound.values()) {
                Rollback.close(handles, e);
            }
            throw e;
        }
    }

    /** Adds the spec to the failure of a binder, which says what is missing. */
    private static List<ListenerHandle> bind(ListenerSpec spec, Kind kind) throws IOException {
        try {
            return bindKind(spec, kind);
        } catch (UnsupportedOperationException missing) {
            throw new UnsupportedOperationException(
                    "cannot bind the spec " + spec + ": " + missing.getMessage(), missing);
        }
    }

    private static List<ListenerHandle> bindKind(ListenerSpec spec, Kind kind) throws IOException {
        return switch (kind) {
            case TCP, UDP -> IpBinder.bind(spec);
            case UNIX_STREAM, UNIX_SEQPACKET, UNIX_DATAGRAM -> List.of(UnixBinder.bind(spec));
            case FIFO -> List.of(FileOpener.fifo(spec));
            case SPECIAL -> List.of(FileOpener.special(spec));
            case NETLINK -> List.of(LinuxBinder.netlink(spec));
            case MESSAGE_QUEUE -> List.of(LinuxBinder.queue(spec));
            case CONNECTION, FILE, OTHER ->
                throw new UnsupportedOperationException("a listener of kind " + kind
                        + " cannot be bound. Let a service manager pass it, or use another kind.");
        };
    }

    @Override
    public String howToPass(ListenerSpec spec) {
        return "Give the spec a URI to bind, such as " + spec.name() + "=tcp://127.0.0.1:8080.";
    }
}
