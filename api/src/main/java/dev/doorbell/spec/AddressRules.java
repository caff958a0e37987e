package dev.doorbell.spec;

/** The rules of a spec's address, by which its text reads back as the same address. */
final class AddressRules {
    private AddressRules() {}

    static void check(Address address) {
        if (address instanceof Address.Ip ip) {
            checkHost(ip);
        } else if (address instanceof Address.File file) {
            check(!file.toString().isEmpty(), "expected a path of at least one character, got \"\".");
        } else if (address instanceof Address.Abstract named) {
            check(!named.name().isEmpty(), "expected an abstract name of at least one character, got \"\".");
        } else if (address instanceof Address.Netlink netlink) {
            checkFamily(netlink.family());
        } else if (address instanceof Address.MessageQueue queue) {
            checkQueue(queue.name());
        }
    }

    private static void checkHost(Address.Ip ip) {
        // what was looked up came from the JDK, and is written as the address
        if (ip.socketAddress().isUnresolved() && !HostText.isHost(ip.host())) {
            throw new IllegalArgumentException("\"" + PlainText.of(ip.host())
                    + "\" is neither a host name, an IP address without brackets, nor *.");
        }
    }

    private static void checkFamily(String family) {
        check(
                !family.isEmpty() && badFamilyCharacter(family) < 0,
                "The netlink family \"" + PlainText.of(family)
                        + "\" is not made of ASCII letters, digits, '-' and '_'.");
    }

    private static void checkQueue(String name) {
        check(
                isQueueName(name),
                "The queue name \"" + PlainText.of(name)
                        + "\" is not a slash and then characters other than slashes and NUL.");
    }

    private static void check(boolean sound, String complaint) {
        if (!sound) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** Returns the index of the first character that no netlink family has, or -1. */
    static int badFamilyCharacter(String family) {
        for (int i = 0; i < family.length(); i++) {
            char c = family.charAt(i);
            if (!Address.Ip.isAsciiLetterOrDigit(c) && c != '-' && c != '_') {
                return i;
            }
        }
        return -1;
    }

    /** {@code mq_overview(7)}: a slash, and then one or more characters, none of which is a slash. */
    static boolean isQueueName(String name) {
        return name.length() > 1 && name.lastIndexOf('/') == 0 && name.indexOf('\0') < 0;
    }
}
