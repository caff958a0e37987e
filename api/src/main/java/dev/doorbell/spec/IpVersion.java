package dev.doorbell.spec;

/** Which versions of the Internet Protocol a TCP or UDP spec asks for. */
public enum IpVersion {
    /** {@code tcp://}, {@code udp://}: every address that the host has; {@code [::]} serves both versions. */
    ANY(""),
    /** {@code tcp4://}, {@code udp4://}: IPv4 alone. */
    V4("4"),
    /** {@code tcp6://}, {@code udp6://}: IPv6 alone; {@code [::]} then sets {@code IPV6_V6ONLY}, see {@code ipv6(7)}. */
    V6("6");

    private final String suffix;

    IpVersion(String suffix) {
        this.suffix = suffix;
    }

    /** What stands behind {@code tcp} and {@code udp} in a scheme. */
    String suffix() {
        return suffix;
    }
}
