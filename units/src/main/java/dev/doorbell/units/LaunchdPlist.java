package dev.doorbell.units;

import com.dd.plist.NSArray;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import com.dd.plist.NSObject;
import com.dd.plist.NSString;
import com.dd.plist.XMLPropertyListWriter;
import dev.doorbell.spec.ListenerSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A service as launchd has it: one property list, {@code launchd.plist(5)}. */
public final class LaunchdPlist {
    /** In seconds. launchd gives the job of a user no more, whatever its property list says. */
    private static final int LONGEST_END_OF_AGENT = 60;

    /** Without the second an agent loads in a desktop session only, and not for a user who came by ssh. */
    private static final NSArray SESSIONS = new NSArray(new NSString("Aqua"), new NSString("Background"));

    private LaunchdPlist() {}

    /**
     * Writes the property list. It has no description, which launchd has no key for, and no sandbox.
     *
     * @param service what to write
     * @return the property list, named after the label
     * @throws UnsupportedOperationException if launchd or macOS cannot express it: a bare name, an abstract name, a kind
     *     other than TCP, UDP, UNIX stream and UNIX datagram, the port 0, a relative path, {@code backlog},
     *     {@code reuseport}, the number of a user, readiness ({@link ServiceDeclaration#isNotifying()}), an archive
     *     that the JVM keeps itself ({@link StartUp#AUTO}), or a process for each connection
     *     ({@link ServiceDeclaration#isAccepting()})
     * @throws IllegalArgumentException if a value cannot stand in XML, such as one that has a control character
     */
    public static UnitFile of(ServiceDeclaration service) {
        if (service.isNotifying()) {
            throw new UnsupportedOperationException("launchd cannot be told that a program is ready, and \""
                    + service.name() + "\" is to tell it. Leave that out.");
        }
        if (service.isAccepting()) {
            throw new UnsupportedOperationException("launchd passes an accepted connection only as inetd does, with"
                    + " standard output and standard error on it, and \"" + service.name()
                    + "\" is to have one for each"
                    + " process. Let the program accept, or write a job with inetdCompatibility by hand.");
        }
        if (service.user().filter(Hosts::isNumber).isPresent()) {
            throw new UnsupportedOperationException("launchd cannot run \"" + service.name() + "\" as user number "
                    + service.user().get() + ". Write the account's name.");
        }
        return new UnitFile(service.label() + ".plist", text(job(service)));
    }

    private static NSDictionary job(ServiceDeclaration service) {
        NSDictionary job = new NSDictionary();
        job.put("Label", new NSString(service.label()));
        job.put("ProgramArguments", arguments(StartCommand.plain(service)));
        job.put("Sockets", sockets(service.listeners()));
        service.user().ifPresent(user -> job.put("UserName", new NSString(user)));
        service.idleExit().ifPresent(time -> {
            NSDictionary environment = new NSDictionary();
            environment.put(IdleTime.VARIABLE, new NSString(IdleTime.seconds(time)));
            job.put("EnvironmentVariables", environment);
        });
        job.put("ExitTimeOut", new NSNumber(service.isUserUnit() ? LONGEST_END_OF_AGENT : IdleTime.LONGEST_END));
        // by default launchd throttles the processor and the disk, and Adaptive lifts that for XPC requests only
        job.put("ProcessType", new NSString("Interactive"));
        if (service.isUserUnit()) {
            job.put("LimitLoadToSessionType", SESSIONS);
        }
        return job;
    }

    private static NSArray arguments(List<String> command) {
        return new NSArray(command.stream()
                .map(word -> new NSString(PlistText.checked("argument", word)))
                .toArray(NSObject[]::new));
    }

    private static NSDictionary sockets(List<ListenerSpec> specs) {
        NSDictionary sockets = new NSDictionary();
        for (ListenerSpec spec : specs) {
            sockets.put(spec.name(), LaunchdSocket.of(spec));
        }
        return sockets;
    }

    private static String text(NSDictionary job) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLPropertyListWriter.write(job, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        String text = bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
        return text.endsWith("\n") ? text : text + "\n";
    }
}
