package dev.doorbell.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A user's own {@code systemd --user}, started by the distribution's {@code user@.service}. Two parts of it are replaced,
 * because both ask systemd-logind over D-Bus, and a private systemd has neither: PAM, which would log the user in, and the
 * folder {@code /run/user/UID}, which would be a file system of a size that logind knows.
 */
public final class UserManager {
    static final String UID = "4711";

    private static final String NAME = "guest";
    private static final String SERVICE = "user@" + UID + ".service";

    private final PrivateSystemd systemd;

    private UserManager(PrivateSystemd systemd) {
        this.systemd = systemd;
    }

    public static UserManager start(PrivateSystemd systemd) throws Exception {
        append(systemd.path("/etc/passwd"), NAME + ":x:" + UID + ":" + UID + "::/home/" + NAME + ":/bin/sh\n");
        append(systemd.path("/etc/group"), NAME + ":x:" + UID + ":\n");
        systemd.install(
                "user@.service.d/no-login.conf", "[Service]\nPAMName=\nEnvironment=XDG_RUNTIME_DIR=%t/user/%i\n");
        systemd.install(
                "user-runtime-dir@.service",
                "[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=install -d -m 0700 -o %i -g %i %t/user/%i\n");
        systemd.reload();
        systemd.systemctl("start", SERVICE);
        return new UserManager(systemd);
    }

    private static void append(Path file, String line) throws IOException {
        Files.writeString(file, line, StandardOpenOption.APPEND);
    }

    /** Copies a file into the user's home, as the user's. */
    void put(Path file, String path) throws Exception {
        systemd.put(file, home(path));
        systemd.run(List.of("chown", "-R", UID + ":" + UID, home("")));
    }

    private static String home(String path) {
        return "/home/" + NAME + "/" + path;
    }

    /** Runs a program as the user, which must succeed. */
    List<String> run(List<String> program) throws Exception {
        return systemd.run(as(program));
    }

    /** The command that runs another one as the user. */
    public List<String> entering(List<String> program) {
        return systemd.entering(as(program));
    }

    private static List<String> as(List<String> program) {
        List<String> command = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=" + UID,
                "--regid=" + UID,
                "--clear-groups",
                "env",
                "HOME=" + home(""),
                "XDG_RUNTIME_DIR=/run/user/" + UID));
        command.addAll(program);
        return command;
    }

    /** Runs {@code systemctl --user} as the user, which must succeed. */
    List<String> systemctl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("systemctl", "--user", "--no-pager"));
        command.addAll(Arrays.asList(arguments));
        return run(command);
    }

    /** Makes the user's home, with nothing in it. */
    public void settle() throws Exception {
        systemd.run(List.of("install", "-d", "-o", UID, "-g", UID, home("")));
    }

    String show(String unit, String property) throws Exception {
        return String.join("\n", systemctl("show", "--value", "--property=" + property, unit));
    }

    /** What a unit of the user printed. */
    List<String> journal(String unit) throws Exception {
        systemd.runAnyway(List.of("journalctl", "--sync"));
        return systemd.run(List.of("journalctl", "--no-pager", "--output=cat", "_SYSTEMD_USER_UNIT=" + unit));
    }
}
