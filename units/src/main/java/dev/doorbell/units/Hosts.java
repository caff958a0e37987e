package dev.doorbell.units;

/** What a spec's host is, by its text alone. */
final class Hosts {
    private Hosts() {}

    /** The forms of a host. */
    enum Form {
        ANY,
        IPV4,
        IPV6,
        NAME
    }

    static Form form(String host) {
        if (host.equals("*")) {
            return Form.ANY;
        }
        if (host.indexOf(':') >= 0) {
            return Form.IPV6;
        }
        return isIpv4(host) ? Form.IPV4 : Form.NAME;
    }

    /** Whether a socket there serves both IP versions unless it is told otherwise. */
    static boolean isWildcardOfBoth(String host) {
        return host.equals("*") || host.equals("::");
    }

    /** Four numbers: what other forms the C library takes are not for a file that others read. */
    private static boolean isIpv4(String host) {
        String[] parts = host.split("\\.", -1);
        boolean sound = parts.length == 4;
        for (String part : parts) {
            boolean leadingZero = part.length() > 1 && part.charAt(0) == '0';
            sound &= !leadingZero && part.length() <= 3 && isNumber(part) && Integer.parseInt(part) <= 255;
        }
        return sound;
    }

    /** What one program takes for octal, another for decimal, and a third for an address with parts left out. */
    static boolean isAmbiguous(String host) {
        return form(host) == Form.NAME && isNumber(host.replace(".", ""));
    }

    static boolean isNumber(String text) {
        boolean digits = !text.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits;
    }
}
