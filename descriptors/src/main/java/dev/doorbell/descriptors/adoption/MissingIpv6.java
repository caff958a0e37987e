package dev.doorbell.descriptors.adoption;

import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Why this JVM has no IPv6, and so no UDP channel for an IPv6 socket. It looks once ({@code IPv6_supported} of the JDK's
 * {@code net_util_md.c}): whether it may open an IPv6 socket, whether standard input is an IPv4 one, and, on Linux, whether
 * {@code /proc/net/if_inet6} has a line.
 */
final class MissingIpv6 {
    private static final Path ADDRESSES = Path.of("/proc/net/if_inet6");
    private static final Path DISABLED = Path.of("/proc/sys/net/ipv6/conf/all/disable_ipv6");

    private MissingIpv6() {}

    static UnsupportedOperationException of(DescriptorFacts facts) {
        return new UnsupportedOperationException("fd " + facts.number() + " is " + facts.description()
                + " over IPv6, and this JVM has none: " + cause()
                + " Or pass an IPv4 socket, as ListenDatagram=0.0.0.0:53 makes.");
    }

    private static String cause() {
        if (Boolean.getBoolean("java.net.preferIPv4Stack")) {
            return "java.net.preferIPv4Stack is set. Remove it.";
        }
        return CNumber.OS == OperatingSystem.LINUX && !hasAddresses() ? hiddenOrDisabled() : standardInputOrSandbox();
    }

    private static boolean hasAddresses() {
        return !read(ADDRESSES).isEmpty();
    }

    private static String hiddenOrDisabled() {
        if (!Files.exists(ADDRESSES)) {
            return ADDRESSES + " is not there, as where systemd's ProcSubset=pid hides it. Remove ProcSubset=pid.";
        }
        return read(DISABLED).startsWith("1")
                ? "IPv6 is disabled in this network namespace (net.ipv6.conf.all.disable_ipv6=1). Set it to 0."
                : "no interface of this network namespace has an IPv6 address (" + ADDRESSES
                        + " is empty). Give one to an interface, or set net.ipv6.conf.lo.disable_ipv6 to 0.";
    }

    private static String standardInputOrSandbox() {
        return isStandardInputIpv4()
                ? "standard input is an IPv4 socket, and the JVM then takes the whole process for an IPv4 one. Let the"
                        + " unit have another standard input (StandardInput=null)."
                : "it may not open an IPv6 socket. Add AF_INET6 to RestrictAddressFamilies= of the systemd unit.";
    }

    private static boolean isStandardInputIpv4() {
        try {
            return SunNioCh.addressFamily(StandardInputHandle.NUMBER) == SunNioCh.JDK_INET;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException notThere) {
            return "";
        }
    }
}
