package dev.doorbell.spec;

import java.util.List;
import java.util.OptionalInt;

/**
 * The netlink families that {@code ListenNetlink=} of {@code systemd.socket(5)} takes by name, with their numbers in
 * {@code linux/netlink.h}. Any other family is written as its number.
 */
public final class NetlinkFamilies {
    private static final String NO_NAME = "-";

    /** By number. */
    private static final List<String> NAMES = List.of(("route - - firewall inet-diag nflog xfrm selinux iscsi audit"
                    + " fib-lookup connector netfilter ip6-fw dnrtmsg kobject-uevent generic - scsitransport ecryptfs rdma")
            .split(" "));

    private NetlinkFamilies() {}

    /** {@return the names, in the order of their numbers} */
    public static List<String> names() {
        return NAMES.stream().filter(name -> !name.equals(NO_NAME)).toList();
    }

    /**
     * Returns a family as an {@link Address.Netlink} writes it.
     *
     * @param number the number of the family
     * @return its name, or the number if it has no name
     */
    public static String name(int number) {
        boolean named = number < NAMES.size() && !NAMES.get(number).equals(NO_NAME);
        return named ? NAMES.get(number) : Integer.toString(number);
    }

    /**
     * Returns the number of a family.
     *
     * @param name the name of the family, or its number
     * @return the number; empty if it is neither
     */
    public static OptionalInt number(String name) {
        try {
            boolean named = NAMES.contains(name) && !name.equals(NO_NAME);
            int number = named ? NAMES.indexOf(name) : Integer.parseInt(name);
            return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
        } catch (NumberFormatException unknown) {
            return OptionalInt.empty();
        }
    }
}
