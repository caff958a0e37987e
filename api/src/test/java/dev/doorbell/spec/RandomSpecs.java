package dev.doorbell.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Random;

/** Specs of every kind, with every option that the kind has, from a seed. Paths and names avoid nothing on purpose. */
final class RandomSpecs {
    private static final Kind[] KINDS = {
        Kind.TCP,
        Kind.UDP,
        Kind.UNIX_STREAM,
        Kind.UNIX_SEQPACKET,
        Kind.UNIX_DATAGRAM,
        Kind.FIFO,
        Kind.SPECIAL,
        Kind.NETLINK,
        Kind.MESSAGE_QUEUE
    };
    private static final String AWKWARD = "%?#@&=:/[]+;,!*'\"\\ ~\t\n\u007f\u0085\u00e9\u20ac\u2028";
    private static final String[] HOSTS = {
        "*", "localhost", "a.b-c_d", "127.0.0.1", "::", "::1", "2001:db8::1", "fe80::1%eth0", "fe80::1%2"
    };
    private static final String[] FAMILIES = {"route", "kobject-uevent", "ip6-fw"};

    private final Random random;

    RandomSpecs(long seed) {
        this.random = new Random(seed);
    }

    ListenerSpec next() {
        if (random.nextInt(20) == 0) {
            return ListenerSpec.named(name());
        }
        Kind kind = KINDS[random.nextInt(KINDS.length)];
        return withOptions(ListenerSpec.of(name(), kind, address(kind)), kind);
    }

    private ListenerSpec withOptions(ListenerSpec plain, Kind kind) {
        ListenerSpec spec = plain;
        if (SpecRules.IP.contains(kind)) {
            spec = spec.reusePort(random.nextBoolean()).ipVersion(version(spec));
        }
        if (SpecRules.WITH_BACKLOG.contains(kind) && random.nextBoolean()) {
            spec = spec.backlog(1 + random.nextInt(Integer.MAX_VALUE - 1));
        }
        boolean file = !(spec.address().orElseThrow() instanceof Address.Abstract);
        return SpecRules.WITH_MODE.contains(kind) && file && random.nextBoolean()
                ? spec.mode(random.nextInt(01000))
                : spec;
    }

    /** A version that the host can have. */
    private IpVersion version(ListenerSpec spec) {
        String host = ((Address.Ip) spec.address().orElseThrow()).host();
        boolean any = random.nextBoolean();
        if (host.indexOf(':') >= 0) {
            return any ? IpVersion.ANY : IpVersion.V6;
        }
        return any ? IpVersion.ANY : IpVersion.V4;
    }

    private Address address(Kind kind) {
        if (SpecRules.IP.contains(kind)) {
            return Address.Ip.of(HOSTS[random.nextInt(HOSTS.length)], random.nextInt(65_536));
        }
        if (SpecRules.UNIX.contains(kind) && random.nextInt(3) == 0) {
            return new Address.Abstract(text(1 + random.nextInt(20)));
        }
        return switch (kind) {
            case NETLINK -> new Address.Netlink(FAMILIES[random.nextInt(FAMILIES.length)], random.nextInt(3));
            case MESSAGE_QUEUE ->
                new Address.MessageQueue("/" + text(1 + random.nextInt(20)).replace('/', '_'));
            default -> new Address.File(path());
        };
    }

    private Path path() {
        while (true) {
            String text = (random.nextBoolean() ? "/" : "") + text(1 + random.nextInt(30));
            try {
                return Path.of(text);
            } catch (InvalidPathException notHere) {
                // this platform or locale cannot have it: try another
            }
        }
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        for (int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 255 : 10); length > 0; length--) {
            name.append((char) (' ' + random.nextInt(95)));
        }
        return name.toString();
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(
                    random.nextBoolean()
                            ? AWKWARD.charAt(random.nextInt(AWKWARD.length()))
                            : (char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
