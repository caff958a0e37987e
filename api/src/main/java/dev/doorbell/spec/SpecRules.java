package dev.doorbell.spec;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of a spec, whichever way it was written. */
final class SpecRules {
    static final Set<Kind> IP = Set.of(Kind.TCP, Kind.UDP);
    static final Set<Kind> UNIX = Set.of(Kind.UNIX_STREAM, Kind.UNIX_SEQPACKET, Kind.UNIX_DATAGRAM);
    static final Set<Kind> WITH_BACKLOG = Set.of(Kind.TCP, Kind.UNIX_STREAM, Kind.UNIX_SEQPACKET);
    static final Set<Kind> WITH_MODE =
            Set.of(Kind.UNIX_STREAM, Kind.UNIX_SEQPACKET, Kind.UNIX_DATAGRAM, Kind.FIFO, Kind.MESSAGE_QUEUE);

    private SpecRules() {}

    static String checkedName(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!SpecParser.isInNames(name.charAt(i))) {
                throw badName(name, "a character that is not printable ASCII at " + i);
            }
        }
        if (!SpecParser.hasLengthOfNames(name)) {
            throw badName(name, "a length that is not 1 to 255");
        }
        return name;
    }

    private static IllegalArgumentException badName(String name, String what) {
        return new IllegalArgumentException(
                "The listener name \"" + PlainText.of(name) + "\" has " + what + ". " + SpecParser.NAME_RULE);
    }

    static void checkAddress(Kind kind, Address address) {
        if (kind.scheme().isEmpty()) {
            throw new IllegalArgumentException("A spec cannot ask for the kind " + kind + ".");
        }
        if (!suits(kind, address)) {
            throw new IllegalArgumentException("A " + kind + " listener cannot be at " + address + ".");
        }
        AddressRules.check(address);
    }

    private static boolean suits(Kind kind, Address address) {
        if (address instanceof Address.Ip) {
            return IP.contains(kind);
        }
        if (address instanceof Address.File) {
            return UNIX.contains(kind) || kind == Kind.FIFO || kind == Kind.SPECIAL;
        }
        return (address instanceof Address.Abstract && UNIX.contains(kind))
                || (address instanceof Address.Netlink && kind == Kind.NETLINK)
                || (address instanceof Address.MessageQueue && kind == Kind.MESSAGE_QUEUE);
    }

    /** Checks that a spec can have an option, by the option's name in its text. */
    static void checkOption(@Nullable Kind kind, @Nullable Address address, String option) {
        checkHas(kind, kindsWith(option), option);
        if (option.equals("mode") && address instanceof Address.Abstract) {
            throw new IllegalArgumentException("The abstract name " + address + " has no mode: it is not a file.");
        }
    }

    private static Set<Kind> kindsWith(String option) {
        return switch (option) {
            case "backlog" -> WITH_BACKLOG;
            case "mode" -> WITH_MODE;
            case "reuseport" -> IP;
            default ->
                throw new IllegalArgumentException(
                        "there is no option \"" + option + "\"; expected backlog, mode or reuseport.");
        };
    }

    static void checkVersion(@Nullable Kind kind, @Nullable Address address, IpVersion asked) {
        checkHas(kind, IP, "IP version");
        if (asked != IpVersion.ANY && address instanceof Address.Ip ip) {
            IpVersion found = HostText.versionOf(ip.host());
            if (found != IpVersion.ANY && found != asked) {
                throw new IllegalArgumentException(
                        wrongVersion(ip.host(), "IPv" + found.suffix(), "IPv" + asked.suffix()));
            }
        }
    }

    private static String wrongVersion(String host, String found, String asked) {
        return host + " is an " + found + " address, and the spec is only for " + asked + ". Give it an " + asked
                + " address, or ask for " + found + ".";
    }

    private static void checkHas(@Nullable Kind kind, Set<Kind> kinds, String what) {
        if (kind == null || !kinds.contains(kind)) {
            throw new IllegalArgumentException(
                    (kind == null ? "A bare name" : "A " + kind + " listener") + " has no " + what + ".");
        }
    }
}
