package dev.doorbell.provider.systemd.matching;

import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;

/** The message about a descriptor that a spec means and cannot use. */
final class WrongKind {
    private WrongKind() {}

    static String message(ListenerSpec spec, PassedDescriptor descriptor) {
        Kind wanted = spec.kind().orElseThrow();
        return "expected a listener of kind " + wanted + " for the spec " + spec + ", but systemd passed " + descriptor
                + whyNot(wanted, descriptor);
    }

    private static String whyNot(Kind wanted, PassedDescriptor descriptor) {
        if (descriptor.kind() == Kind.CONNECTION && wanted.accepts()) {
            return ", one connection that was accepted already. Set Accept=no in the socket unit, so that it passes the"
                    + " listening socket, or take the connection with Doorbell.connection().";
        }
        if (descriptor.kindIfItListened() == wanted) {
            return ", which does not listen. Call listen(2) in the program that passes it, as systemd does for"
                    + " ListenStream= and ListenSequentialPacket= of a socket unit.";
        }
        return ". Change the spec's scheme, or the Listen...= line or FileDescriptorName= of the socket unit.";
    }
}
