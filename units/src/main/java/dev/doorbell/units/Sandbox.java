package dev.doorbell.units;

import dev.doorbell.units.text.PrintableText;
import dev.doorbell.units.text.UnitWriter;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings that isolate a JVM and let it run, {@code systemd.exec(5)}. They do not affect passed sockets. */
final class Sandbox {
    /** These need privileges that the service manager of a user does not have. */
    private static final String OF_ROOT = """
            # The file system is read-only for the program: StateDirectory= gives it a directory in /var/lib.
            CapabilityBoundingSet=
            ProtectSystem=strict
            ProtectProc=invisible
            PrivateDevices=yes
            ProtectClock=yes
            ProtectControlGroups=yes
            ProtectHostname=yes
            ProtectKernelLogs=yes
            ProtectKernelModules=yes
            ProtectKernelTunables=yes
            RemoveIPC=yes
            """;

    private static final String OF_ANY_USER = """
            NoNewPrivileges=yes
            RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
            RestrictNamespaces=yes
            RestrictRealtime=yes
            RestrictSUIDSGID=yes
            LockPersonality=yes
            UMask=0077
            SystemCallArchitectures=native
            SystemCallFilter=@system-service
            SystemCallErrorNumber=EPERM
            # Not MemoryDenyWriteExecute=yes: HotSpot does not start with it.
            # Not ProcSubset=pid: it hides /proc/net, where the JVM looks for IPv6.
            """;

    /** The directories that {@code PrivateTmp=yes} replaces, anywhere in a word: after an option, or in a class path. */
    private static final Pattern TEMPORARY = Pattern.compile("(?<![\\p{L}\\p{N}._-])/(var/)?tmp/");

    private static final Pattern HOME = Pattern.compile("/home/|/root/|/run/user/");

    private Sandbox() {}

    static void write(UnitWriter unit, ServiceDeclaration service) {
        if (service.userUnit) {
            unit.lines(OF_ANY_USER);
            return;
        }
        unit.lines(OF_ROOT);
        temporaryDirectories(unit, service);
        boolean atHome = Stream.of(
                        service.command.stream(), StartCommand.archive(service).stream(), service.agent.stream())
                .flatMap(words -> words)
                .anyMatch(word -> HOME.matcher(word).find());
        unit.set("ProtectHome", atHome ? "read-only" : "yes");
        unit.lines(OF_ANY_USER);
        unit.comment(
                "If the program connects to no other server, add PrivateNetwork=yes: its sockets are passed to it.");
    }

    /** Whether a word names a file in a temporary directory. */
    static boolean isTemporary(String word) {
        return TEMPORARY.matcher(word).find();
    }

    /** A program in a temporary directory is not found in an empty one, which a dynamic user always gets. */
    private static void temporaryDirectories(UnitWriter unit, ServiceDeclaration service) {
        Optional<String> inside =
                service.command.stream().filter(Sandbox::isTemporary).findFirst();
        if (inside.isEmpty()) {
            unit.set("PrivateTmp", "yes");
        } else if (service.user.isPresent()) {
            unit.comment("Not PrivateTmp=yes: the command names a file in /tmp or /var/tmp.");
        } else {
            throw new UnsupportedOperationException("systemd cannot pass the file \"" + PrintableText.of(inside.get())
                    + "\" to the program: DynamicUser=yes gives it its own temporary directories. Put the file elsewhere,"
                    + " name an account that runs the program, or omit the sandbox.");
        }
    }
}
