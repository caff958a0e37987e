package dev.doorbell.units;

import com.dd.plist.NSArray;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import com.dd.plist.NSObject;
import com.dd.plist.NSString;
import com.dd.plist.XMLPropertyListWriter;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.units.text.CheckedText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.lang3.Strings;

/** A service for launchd: one property list, {@code launchd.plist(5)}. */
public final class LaunchdPlist {
    /** In seconds. launchd limits the job of a user to this, whatever its property list says. */
    private static final int LONGEST_STOP_OF_AGENT = 60;

    /** Without the second, an agent loads only in a desktop session, and not for a user who logged in with ssh. */
    private static final NSArray SESSIONS = new NSArray(new NSString("Aqua"), new NSString("Background"));

    private LaunchdPlist() {}

    /**
     * Writes the property list. It has no description and no sandbox, which launchd does not have.
     *
     * @param service the service
     * @param warnings takes a message for each option that launchd cannot set and that protects nothing: {@code backlog}
     *     and {@code reuseport} are left out
     * @return the property list, named after the label
     * @throws UnsupportedOperationException if launchd or macOS cannot express the service: a bare name, an abstract name,
     *     a kind other than TCP, UDP, UNIX stream and UNIX datagram, the port 0, a relative path, the number of a user,
     *     {@linkplain ServiceDeclaration.Builder#notify readiness}, {@link StartUp#AUTO}, an idle time with
     *     an {@linkplain ServiceDeclaration.Builder#agent agent}, or a {@linkplain ServiceDeclaration.Builder#accept process for each connection}
     * @throws IllegalArgumentException if XML cannot represent a value, such as a control character, or two listeners
     *     have the same address and rely on {@code reuseport}
     */
    public static UnitFile of(ServiceDeclaration service, Consumer<String> warnings) {
        refuse(service.notify, service, "notify launchd when it is ready", "Omit that (--notify).");
        refuse(
                service.accept,
                service,
                "take an accepted connection: launchd passes one only as inetd does, as standard output and standard"
                        + " error as well",
                "Let the program accept, or write a job with inetdCompatibility.");
        refuse(
                service.user.filter(DeclarationRules::isNumber).isPresent(),
                service,
                "run as user number " + service.user.orElse(""),
                "Use the account's name.");
        refuse(
                service.agent.isPresent() && service.idleExit.isPresent(),
                service,
                "exit when it is idle: the agent counts connections on Linux only",
                "Omit the idle time (--idle-exit).");
        List<ListenerSpec> specs =
                service.listeners.stream().map(spec -> settable(spec, warnings)).toList();
        Clashes.refuse(specs);
        return new UnitFile(service.label + ".plist", text(job(service, specs)));
    }

    private static void refuse(boolean wanted, ServiceDeclaration service, String what, String fix) {
        if (wanted) {
            throw new UnsupportedOperationException(
                    "With launchd, \"" + service.name + "\" cannot " + what + ". " + fix);
        }
    }

    /** The spec without the options that launchd has no key for. */
    private static ListenerSpec settable(ListenerSpec spec, Consumer<String> warnings) {
        if (spec.options().backlog().isPresent()) {
            warnings.accept(leftOut("backlog", spec));
        }
        if (!spec.options().reusePort()) {
            return spec;
        }
        warnings.accept(leftOut("reuseport", spec));
        return spec.reusePort(false);
    }

    private static String leftOut(String option, ListenerSpec spec) {
        return "launchd has no key for the %s of \"%s\": it is left out. Omit the option.".formatted(option, spec);
    }

    private static NSDictionary job(ServiceDeclaration service, List<ListenerSpec> specs) {
        NSDictionary job = new NSDictionary();
        job.put("Label", new NSString(service.label));
        job.put("ProgramArguments", arguments(StartCommand.plain(service, AgentOptions.byName(service))));
        NSDictionary sockets = new NSDictionary();
        specs.forEach(spec -> sockets.put(spec.name(), LaunchdSocket.of(spec)));
        job.put("Sockets", sockets);
        service.user.ifPresent(user -> job.put("UserName", new NSString(user)));
        service.idleSeconds().ifPresent(seconds -> {
            NSDictionary environment = new NSDictionary();
            environment.put(Lifecycle.IDLE_EXIT, new NSString(seconds));
            job.put("EnvironmentVariables", environment);
        });
        job.put(
                "ExitTimeOut",
                new NSNumber(service.userUnit ? LONGEST_STOP_OF_AGENT : ServiceDeclaration.LONGEST_STOP));
        // by default launchd throttles the processor and the disk, and Adaptive lifts that for XPC requests only
        job.put("ProcessType", new NSString("Interactive"));
        if (service.userUnit) {
            job.put("LimitLoadToSessionType", SESSIONS);
        }
        return job;
    }

    private static NSArray arguments(List<String> command) {
        return new NSArray(command.stream()
                .map(word -> new NSString(CheckedText.xml("argument", word)))
                .toArray(NSObject[]::new));
    }

    private static String text(NSDictionary job) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLPropertyListWriter.write(job, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        String text = bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
        return Strings.CS.appendIfMissing(text, "\n");
    }
}
