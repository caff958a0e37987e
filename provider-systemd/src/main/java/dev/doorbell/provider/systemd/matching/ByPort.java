package dev.doorbell.provider.systemd.matching;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;
import java.net.Inet4Address;

/** The last step for an address that a program binds: a wildcard means each address of the machine that is at its port. */
final class ByPort {
    private ByPort() {}

    static void match(Assignment matched) {
        for (ListenerSpec spec : matched.missing()) {
            for (PassedDescriptor descriptor : matched.left()) {
                if (descriptor.suits(spec) && isPartOf(spec, descriptor)) {
                    matched.assign(spec, descriptor);
                }
            }
        }
    }

    private static boolean isPartOf(ListenerSpec spec, PassedDescriptor descriptor) {
        if (spec.address().orElseThrow() instanceof Address.Ip wanted
                && descriptor.address().orElse(null) instanceof Address.Ip bound) {
            return wanted.host().equals("*") && wanted.port() == bound.port() && isOfVersion(spec, bound);
        }
        return false;
    }

    private static boolean isOfVersion(ListenerSpec spec, Address.Ip bound) {
        boolean v4 = bound.socketAddress().getAddress() instanceof Inet4Address;
        return switch (spec.ipVersion()) {
            case ANY -> true;
            case V4 -> v4;
            case V6 -> !v4;
        };
    }
}
