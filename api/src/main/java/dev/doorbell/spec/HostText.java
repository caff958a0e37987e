package dev.doorbell.spec;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** A host as a spec names it: a host name, an IP address without brackets, or {@code *}. */
final class HostText {
    private HostText() {}

    static boolean isHost(String text) {
        int percent = text.indexOf('%');
        if (text.indexOf(':') < 0) {
            return !text.isEmpty() && Address.Ip.badNameCharacter(text) < 0;
        }
        return percent < 0 ? isIpv6(text) : isIpv6(text.substring(0, percent)) && isScope(text.substring(percent + 1));
    }

    private static boolean isScope(String text) {
        return badScopeCharacter(text) < 0 && !isEscaped(text);
    }

    /** Returns the version that an IP address is of; {@link IpVersion#ANY} for a name. */
    static IpVersion versionOf(String host) {
        if (host.indexOf(':') >= 0) {
            return IpVersion.V6;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return IpVersion.ANY;
            }
        }
        return IpVersion.V4;
    }

    /** Returns whether it is an IPv6 address, which has no scope behind it. */
    private static boolean isIpv6(String text) {
        return ipv6(text) != null;
    }

    private static @Nullable InetAddress ipv6(String text) {
        try {
            // in brackets, so that it is never looked up as a name
            return text.indexOf(':') >= 0 ? InetAddress.getByName("[" + text + "]") : null;
        } catch (UnknownHostException notAnAddress) {
            return null;
        }
    }

    /** Writes an IPv6 address as RFC 5952 does, so that it compares with what a system call answers; others unchanged. */
    static String canonical(String host) {
        int percent = host.indexOf('%');
        int end = percent < 0 ? host.length() : percent;
        InetAddress address = ipv6(host.substring(0, end));
        if (address == null) {
            return host;
        }
        String mapped = address instanceof Inet4Address ? IpText.MAPPED : "";
        return mapped + IpText.of(address) + host.substring(end);
    }

    /** Returns the index of the first character that the name of a network interface may not have, 0 if it is empty, or -1. */
    private static int badScopeCharacter(String scope) {
        for (int i = 0; i < scope.length(); i++) {
            char c = scope.charAt(i);
            if (c <= ' ' || c >= 127 || "%/[]?#".indexOf(c) >= 0) {
                return i;
            }
        }
        return scope.isEmpty() ? 0 : -1;
    }

    /** Returns whether it has the {@code 25} of RFC 6874's {@code %25eth0} before it; only digits are the number of an interface. */
    private static boolean isEscaped(String scope) {
        boolean number = true;
        for (int i = 0; i < scope.length(); i++) {
            number &= scope.charAt(i) >= '0' && scope.charAt(i) <= '9';
        }
        return scope.startsWith("25") && !number;
    }

    /** Reads the IPv6 address between two indices of the text of a spec, perhaps with a scope. */
    static String ipv6In(String text, int start, int end) {
        int percent = text.indexOf('%', start);
        int scope = percent < 0 || percent >= end ? end : percent;
        String address = text.substring(start, scope);
        if (!isIpv6(address)) {
            throw SpecSource.error(text, start, "\"" + address + "\" is not an IPv6 address.");
        }
        if (scope < end) {
            checkScope(text, scope + 1, end);
        }
        return text.substring(start, end);
    }

    private static void checkScope(String text, int start, int end) {
        String scope = text.substring(start, end);
        int bad = badScopeCharacter(scope);
        if (bad >= 0) {
            throw SpecSource.error(text, start + bad, "the name or number of a network interface follows the %.");
        }
        if (isEscaped(scope)) {
            throw SpecSource.error(
                    text, start, "the % before a network interface is not escaped: write %eth0, not %25eth0.");
        }
    }
}
