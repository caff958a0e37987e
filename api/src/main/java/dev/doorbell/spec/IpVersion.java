package dev.doorbell.spec;

/** The versions of the Internet Protocol that a TCP or UDP spec asks for. */
public enum IpVersion {
    /** {@code tcp://}, {@code udp://}: every address that the host has; {@code [::]} serves both versions. */
    ANY(""),
    /** {@code tcp4://}, {@code udp4://}: only IPv4. */
    V4("4"),
    /** {@code tcp6://}, {@code udp6://}: only IPv6; {@code [::]} then sets {@code IPV6_V6ONLY}, see {@code ipv6(7)}. */
    V6("6");

    private final String suffix;

    IpVersion(String suffix) {
        this.suffix = suffix;
    }

    /** Returns the end of the scheme, behind {@code tcp} or {@code udp}. */
    String suffix() {
        return suffix;
    }
}
