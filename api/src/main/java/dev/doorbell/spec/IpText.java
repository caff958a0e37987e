package dev.doorbell.spec;

import java.net.Inet6Address;
import java.net.InetAddress;

/** An IP address as RFC 5952 writes it, which {@link InetAddress#getHostAddress()} does not do for IPv6. */
final class IpText {
    private static final int GROUPS = 8;

    /** Before an IPv4 address within IPv6 (RFC 4291, 2.5.5.2), which RFC 5952, 5 writes with its dots. */
    static final String MAPPED = "::ffff:";

    private static final int FIRST_MAPPED = 12;

    private IpText() {}

    static String of(InetAddress address) {
        if (!(address instanceof Inet6Address v6)) {
            return address.getHostAddress();
        }
        byte[] bytes = v6.getAddress();
        String text = isMapped(bytes) ? MAPPED + dotted(bytes, FIRST_MAPPED) : compressed(bytes);
        if (v6.getScopedInterface() != null) {
            return text + "%" + v6.getScopedInterface().getName();
        }
        return v6.getScopeId() > 0 ? text + "%" + v6.getScopeId() : text;
    }

    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < FIRST_MAPPED; i++) {
            if (bytes[i] != (i < FIRST_MAPPED - 2 ? 0 : -1)) {
                return false;
            }
        }
        return true;
    }

    private static String dotted(byte[] bytes, int from) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < bytes.length; i++) {
            text.append(i == from ? "" : ".").append(bytes[i] & 0xff);
        }
        return text.toString();
    }

    private static String compressed(byte[] bytes) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        int start = longestZeros(groups);
        int end = start < 0 ? -1 : endOfZeros(groups, start);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i = end - 1;
            } else {
                text.append(i == 0 || i == end ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    /** RFC 5952, 4.2: the first of the longest runs of two or more zero groups; -1 if there is none. */
    private static int longestZeros(int[] groups) {
        int best = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = endOfZeros(groups, i);
            if (end - i > length) {
                best = i;
                length = end - i;
            }
        }
        return best;
    }

    private static int endOfZeros(int[] groups, int from) {
        int end = from;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end;
    }
}
