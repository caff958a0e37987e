package dev.doorbell.spec;

/** Reads {@code //HOST:PORT}. */
final class SpecIpParser {
    private static final int LARGEST_PORT = 65_535;

    private final String text;

    SpecIpParser(String text) {
        this.text = text;
    }

    Address parse(int start, int end) {
        if (!text.startsWith("//", start)) {
            throw SpecSource.error(text, start, "expected // here, as in tcp://127.0.0.1:8080.");
        }
        return parseIp(start + 2, end);
    }

    private Address parseIp(int start, int end) {
        boolean bracket = start < end && text.charAt(start) == '[';
        int colon = bracket ? afterBracket(start, end) : text.lastIndexOf(':', end - 1);
        if (colon < start) {
            throw SpecSource.error(text, end, "expected :PORT at the end of the address.");
        }
        String host = bracket ? ipv6(start + 1, colon - 1) : hostName(start, colon);
        return Address.Ip.of(host, port(colon + 1, end));
    }

    private int afterBracket(int start, int end) {
        int close = text.indexOf(']', start);
        if (close < 0 || close >= end) {
            throw SpecSource.error(text, end, "expected ] after the IPv6 address.");
        }
        if (close + 1 < end && text.charAt(close + 1) != ':') {
            throw SpecSource.error(text, close + 1, "expected :PORT after the ].");
        }
        return close + 1 < end ? close + 1 : -1;
    }

    private int port(int start, int end) {
        String port = text.substring(start, end);
        int number = SpecText.number(port, 10);
        if (number < 0 || number > LARGEST_PORT) {
            throw SpecSource.error(text, start, "a port is a number from 0 to 65535, not \"" + port + "\".");
        }
        return number;
    }

    private String hostName(int start, int colon) {
        if (colon == start) {
            throw SpecSource.error(text, start, "expected a host name, an IP address or * before the port.");
        }
        String name = text.substring(start, colon);
        int bad = HostText.badNameCharacter(name);
        if (bad >= 0) {
            throw SpecSource.error(
                    text,
                    start + bad,
                    name.charAt(bad) == ':'
                            ? "an IPv6 address stands in brackets, as in tcp://[::1]:8080."
                            : "a host name has ASCII letters, digits, '.', '-' and '_' only; * stands alone.");
        }
        return name;
    }

    private String ipv6(int start, int end) {
        int percent = text.indexOf('%', start);
        int scope = percent < 0 || percent >= end ? end : percent;
        String address = text.substring(start, scope);
        if (!HostText.isIpv6(address)) {
            throw SpecSource.error(text, start, "\"" + address + "\" is not an IPv6 address.");
        }
        if (scope < end) {
            checkScope(scope + 1, end);
        }
        return text.substring(start, end);
    }

    private void checkScope(int start, int end) {
        String scope = text.substring(start, end);
        int bad = HostText.badScopeCharacter(scope);
        if (bad >= 0) {
            throw SpecSource.error(text, start + bad, "the name or number of a network interface follows the %.");
        }
        if (HostText.isEscaped(scope)) {
            throw SpecSource.error(
                    text, start, "the % before a network interface is not escaped: write %eth0, not %25eth0.");
        }
    }
}
