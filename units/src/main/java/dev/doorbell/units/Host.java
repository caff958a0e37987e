package dev.doorbell.units;

import java.util.regex.Pattern;

/** The form of a spec's host, by its text only. */
enum Host {
    WILDCARD,
    IPV4,
    IPV6,
    LOCALHOST,
    /** Digits and dots that programs read differently: as octal, as decimal, or as a shortened address. */
    AMBIGUOUS,
    NAME;

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern FOUR_OCTETS = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    static Host of(String host) {
        if (host.equals("*")) {
            return WILDCARD;
        }
        if (host.indexOf(':') >= 0) {
            return IPV6;
        }
        if (FOUR_OCTETS.matcher(host).matches()) {
            return IPV4;
        }
        if (host.matches("[0-9.]+")) {
            return AMBIGUOUS;
        }
        return host.equalsIgnoreCase("localhost") ? LOCALHOST : NAME;
    }

    /** Whether a socket bound to it serves both IP versions by default. */
    static boolean isDualStack(String host) {
        return host.equals("*") || host.equals("::");
    }
}
