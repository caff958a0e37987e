package dev.doorbell.provider.launchd;

import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.ProcessContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names of one call that launchd answers ESRCH to. {@code launch(3)} has ESRCH for a process that launchd does not
 * manage; a current macOS answers it for a name that is not in the property list too, as go-launchd's tests found. So
 * ESRCH tells nothing of a job without {@code Sockets}, and nothing of a process that inherited the label of the
 * job above it, such as a build that a CI agent starts.
 *
 * <p>It is an error only where launchd started this process and passed a socket to it: then the name is misspelt, and a plain
 * bind would hide that. Otherwise nothing was passed, and the user's policy decides.
 */
final class UnknownNames {
    private static final Set<String> SAID = Collections.synchronizedSet(new HashSet<>());

    private final ServiceName serviceName;
    private final Launchd launchd;
    private final List<String> names = new ArrayList<>();

    UnknownNames(ProcessContext process, Launchd launchd) {
        this.serviceName = ServiceName.of(process);
        this.launchd = launchd;
    }

    Launchd launchd() {
        return launchd;
    }

    void add(String name) {
        names.add(name);
    }

    /** Returns whether a job's label is here, and a process other than launchd is known to have started this one. */
    boolean isLabelInherited() {
        return serviceName.isJob() && isParentAnother(launchd.parent());
    }

    private static boolean isParentAnother(long parent) {
        return parent != Launchd.PROCESS && parent != 0;
    }

    /**
     * Fails for a misspelt name, and warns where the label of a job leads nowhere.
     *
     * @param passed whether launchd has passed anything to this process
     */
    void check(boolean passed) throws ActivationException {
        if (!names.isEmpty() && passed && launchd.parent() == Launchd.PROCESS) {
            throw misspelt();
        }
        Optional<String> cause = cause();
        if (cause.isPresent() && SAID.add(cause.get())) {
            System.getLogger("dev.doorbell").log(System.Logger.Level.WARNING, cause.get());
        }
    }

    /** Returns why launchd passed nothing for these names; empty without names, and where no label announces a job. */
    Optional<String> cause() {
        if (names.isEmpty() || !serviceName.isJob()) {
            return Optional.empty();
        }
        return Optional.of(isLabelInherited() ? inherited() : nothingPassed());
    }

    private String inherited() {
        return "launchd passed nothing for " + quoted() + ": this process inherited the label \"" + serviceName.value()
                + "\" (XPC_SERVICE_NAME) from a job, and process " + launchd.parent()
                + " started it instead of launchd,"
                + " which passes sockets to the job's own process only. Start java with `exec` where a script of the job"
                + " starts it; if no job is meant to pass anything, remove XPC_SERVICE_NAME from its environment.";
    }

    /** An orphan of the job has process 1 for a parent too. */
    private String nothingPassed() {
        return "launchd passed nothing for " + quoted() + " (ESRCH): the job \"" + serviceName.value()
                + "\" (XPC_SERVICE_NAME) has no Sockets entry of that name, or this process is not the job's own. Add the"
                + " entry to the property list and load the job again, or set -Ddoorbell.provider=fallback to bind without"
                + " asking launchd.";
    }

    private ActivationException misspelt() {
        return new ActivationException(
                LaunchdProvider.NAME,
                serviceName.seen() + " and passed other names, but answers ESRCH to " + quoted() + ": the job's Sockets"
                        + " dictionary has no entry of that name. Add the key and load the job again, or correct the name"
                        + " of the spec.");
    }

    private String quoted() {
        return "\"" + String.join("\", \"", names) + "\"";
    }
}
