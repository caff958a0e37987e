package dev.doorbell.units;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What shuts a JVM in without stopping it, {@code systemd.exec(5)}. Its sockets are open before it closes. */
final class Sandbox {
    /** Each of these needs rights that a user's own service manager does not have. */
    private static final List<String> OF_ROOT = List.of(
            "CapabilityBoundingSet=",
            "ProtectSystem=strict",
            "ProtectProc=invisible",
            "PrivateDevices=yes",
            "ProtectClock=yes",
            "ProtectControlGroups=yes",
            "ProtectHostname=yes",
            "ProtectKernelLogs=yes",
            "ProtectKernelModules=yes",
            "ProtectKernelTunables=yes",
            "RemoveIPC=yes");

    private static final List<String> OF_ANYONE = List.of(
            "NoNewPrivileges=yes",
            "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
            "RestrictNamespaces=yes",
            "RestrictRealtime=yes",
            "RestrictSUIDSGID=yes",
            "LockPersonality=yes",
            "UMask=0077",
            "SystemCallArchitectures=native",
            "SystemCallFilter=@system-service",
            "SystemCallErrorNumber=EPERM");

    private static final List<String> HOMES = List.of("/home/", "/root/", "/run/user/");

    private Sandbox() {}

    static void write(UnitWriter unit, ServiceDeclaration service) {
        if (!service.isUserUnit()) {
            unit.comment(
                    "The file system is read-only to it: StateDirectory= gives it a folder in /var/lib to write to.");
            set(unit, OF_ROOT);
            temporaryFolders(unit, service);
            unit.set("ProtectHome", isAtHome(named(service)) ? "read-only" : "yes");
        }
        set(unit, OF_ANYONE);
        unit.comment("Not MemoryDenyWriteExecute=yes: HotSpot does not start with it.");
        unit.comment("Not ProcSubset=pid: it hides /proc/net, where the JVM looks for IPv6.");
        if (!service.isUserUnit()) {
            unit.comment(
                    "PrivateNetwork=yes shuts it in further, if it calls no other server: its sockets are passed to it.");
        }
    }

    /** Every word that may name a file. */
    private static List<String> named(ServiceDeclaration service) {
        List<String> words = new ArrayList<>(service.command());
        StartCommand.archive(service).ifPresent(words::add);
        return words;
    }

    /** A program that lies in them would not be found in empty ones, and a made-up account is given empty ones. */
    private static void temporaryFolders(UnitWriter unit, ServiceDeclaration service) {
        Optional<String> inside =
                service.command().stream().filter(TemporaryFolders::isIn).findFirst();
        if (inside.isEmpty()) {
            unit.set("PrivateTmp", "yes");
        } else if (service.user().isPresent()) {
            unit.comment("Not PrivateTmp=yes: the program's command names a file in /tmp or /var/tmp.");
        } else {
            throw new UnsupportedOperationException("systemd cannot show the program \"" + Texts.plain(inside.get())
                    + "\": DynamicUser=yes gives it temporary folders of its own. Put the file elsewhere, name an account"
                    + " that the program runs as, or leave out the sandbox.");
        }
    }

    private static void set(UnitWriter unit, List<String> settings) {
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            unit.set(setting.substring(0, equals), setting.substring(equals + 1));
        }
    }

    /** A program that lies in somebody's home would not be found in an empty one. */
    private static boolean isAtHome(List<String> command) {
        return command.stream().anyMatch(word -> HOMES.stream().anyMatch(word::contains));
    }
}
