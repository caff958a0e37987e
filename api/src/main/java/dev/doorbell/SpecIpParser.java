package dev.doorbell;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Reads {@code //HOST:PORT}. */
final class SpecIpParser {
    private static final int LARGEST_PORT = 65_535;

    private final SpecSource source;
    private final String text;

    SpecIpParser(SpecSource source) {
        this.source = source;
        this.text = source.text;
    }

    Address parse(int start, int end) {
        if (!text.startsWith("//", start) || start + 2 > end) {
            throw source.error(start, "expected // here, as in tcp://127.0.0.1:8080.");
        }
        return parseIp(start + 2, end);
    }

    private Address parseIp(int start, int end) {
        int colon = portColon(start, end);
        if (colon == start) {
            throw source.error(start, "expected a host name, an IP address or * before the port.");
        }
        String host = hostOf(start, colon);
        String port = text.substring(colon + 1, end);
        int number = SpecText.number(port, 10);
        if (number < 0 || number > LARGEST_PORT) {
            throw source.error(colon + 1, "a port is a number from 0 to 65535, not \"" + port + "\".");
        }
        return Address.Ip.of(host, number);
    }

    private int portColon(int start, int end) {
        int colon = text.lastIndexOf(':', end - 1);
        int bracket = text.lastIndexOf(']', end - 1);
        if (bracket >= start && bracket + 1 < end && text.charAt(bracket + 1) != ':') {
            throw source.error(bracket + 1, "expected :PORT after the ].");
        }
        if (colon < start || colon < bracket) {
            throw source.error(end, "expected :PORT at the end of the address.");
        }
        return colon;
    }

    private String hostOf(int start, int colon) {
        if (text.charAt(start) == '[') {
            return bracketed(start, colon);
        }
        for (int i = start; i < colon; i++) {
            char c = text.charAt(i);
            if (c == ':') {
                throw source.error(i, "an IPv6 address stands in brackets, as in tcp://[::1]:8080.");
            }
            if (!Character.isLetterOrDigit(c) && c != '.' && c != '-' && c != '_' && c != '*') {
                throw source.error(i, "a host name cannot have this character.");
            }
        }
        return text.substring(start, colon);
    }

    private String bracketed(int start, int colon) {
        if (text.charAt(colon - 1) != ']') {
            throw source.error(colon, "expected ] before the port.");
        }
        String host = text.substring(start + 1, colon - 1);
        int scope = host.indexOf('%');
        String address = scope < 0 ? host : host.substring(0, scope);
        try {
            // in brackets, so that it is never looked up as a name
            if (address.indexOf(':') >= 0 && InetAddress.getByName("[" + address + "]") != null) {
                return host;
            }
        } catch (UnknownHostException notAnAddress) {
            // said below
        }
        throw source.error(start + 1, "\"" + address + "\" is not an IPv6 address.");
    }
}
