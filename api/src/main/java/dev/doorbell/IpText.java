package dev.doorbell;

import java.net.Inet6Address;
import java.net.InetAddress;

/** An IP address as RFC 5952 writes it, which {@link InetAddress#getHostAddress()} does not do for IPv6. */
final class IpText {
    private static final int GROUPS = 8;

    private IpText() {}

    static String of(InetAddress address) {
        if (!(address instanceof Inet6Address v6)) {
            return address.getHostAddress();
        }
        String text = compressed(v6.getAddress());
        if (v6.getScopedInterface() != null) {
            return text + "%" + v6.getScopedInterface().getName();
        }
        return v6.getScopeId() > 0 ? text + "%" + v6.getScopeId() : text;
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
