package dev.doorbell.provider.launchd;

import dev.doorbell.descriptors.adoption.DescriptorClaim;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.InheritedHandle;
import dev.doorbell.descriptors.posix.Errno;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One claim: asks launchd for each spec by its name. launchd cannot list the names that it has, so nothing is ever unclaimed.
 *
 * <p>The descriptors of a name are remembered before anything else can fail: an exception leaves each of them open, and the
 * next claim in this process finds it.
 */
final class LaunchdClaim {
    /**
     * Between launchd's answer and its being remembered, another thread would be told EALREADY. A constant text is one and
     * the same object for every copy of this class, whatever class loader has it.
     */
    private static final Object ONE_AT_A_TIME = "dev.doorbell.provider.launchd: one at a time";

    private final ProcessContext process;
    private final UnknownNames unknown;
    private final HandedOut handedOut;

    LaunchdClaim(ProcessContext process, UnknownNames unknown) {
        this.process = process;
        this.unknown = unknown;
        this.handedOut = new HandedOut(process.properties());
    }

    Claims claim(List<ListenerSpec> specs) throws IOException {
        Map<ListenerSpec, List<ListenerHandle>> found = new LinkedHashMap<>();
        List<DescriptorClaim> taken = new ArrayList<>();
        try {
            for (ListenerSpec spec : specs) {
                List<Integer> numbers = descriptors(spec.name());
                if (!numbers.isEmpty()) {
                    DescriptorClaim claim = claimOn(spec.name());
                    claim.take();
                    taken.add(claim);
                    found.put(spec, handles(spec, numbers, claim));
                }
            }
            unknown.check(handedOut.any());
        } catch (IOException | RuntimeException | LinkageError e) {
            for (DescriptorClaim claim : taken) {
                claim.giveBack();
            }
            throw e;
        }
        return new Claims(found, List.of());
    }

    /** Makes a claim of the name, not of the number: launchd may hand out the number of a descriptor that was closed. */
    private DescriptorClaim claimOn(String name) {
        return new DescriptorClaim(
                process.properties(), LaunchdProvider.NAME + "." + name, "The launchd socket \"" + name + "\"");
    }

    private static List<ListenerHandle> handles(ListenerSpec spec, List<Integer> numbers, DescriptorClaim claim)
            throws IOException {
        List<ListenerHandle> handles = new ArrayList<>();
        for (Integer number : numbers) {
            DescriptorFacts facts = DescriptorFacts.of(number);
            check(spec, facts);
            handles.add(new InheritedHandle(spec.name(), facts, claim));
        }
        return handles;
    }

    private List<Integer> descriptors(String name) throws IOException {
        synchronized (ONE_AT_A_TIME) {
            Optional<List<Integer>> earlier = handedOut.of(name);
            return earlier.isPresent() ? earlier.get() : asked(name);
        }
    }

    private List<Integer> asked(String name) throws IOException {
        Launchd.Answer answer = answer(name);
        int number = answer.errno();
        if (number == 0) {
            handedOut.remember(name, answer.descriptors());
            return answer.descriptors();
        }
        Optional<Errno> errno = Errno.of(number, process.operatingSystem());
        if (errno.isEmpty()) {
            throw refused(name, "errno " + number);
        }
        switch (errno.get()) {
            case ESRCH -> unknown.add(name);
            case ENOENT -> {
                // launchd manages this process, and the property list lacks the key: the user's policy decides
            }
            case EALREADY ->
                throw new IllegalStateException("launchd answers EALREADY to the name \"" + name
                        + "\": it handed the name out to this process before, and not to Doorbell. Ask for it in only one"
                        + " of them, Doorbell or the code that calls launch_activate_socket itself.");
            default -> throw refused(name, errno.get() + " (" + number + ")");
        }
        return List.of();
    }

    /** Asks launchd. Without JNA its answer is known on macOS all the same, where another process started this one. */
    private Launchd.Answer answer(String name) {
        try {
            return unknown.launchd().activate(name);
        } catch (UnsupportedOperationException unreachable) {
            if (process.operatingSystem() == OperatingSystem.MACOS && unknown.isLabelInherited()) {
                return Launchd.Answer.NOT_MANAGED;
            }
            throw unreachable;
        }
    }

    private static IOException refused(String name, String errno) {
        return new IOException(
                "cannot get the socket \"" + name + "\" from launchd: launch_activate_socket failed with "
                        + errno + ". See what launchd says of the job with `launchctl print`, or use"
                        + " -Ddoorbell.provider=fallback to bind without it.");
    }

    private static void check(ListenerSpec spec, DescriptorFacts facts) throws ActivationException {
        String passed = "launchd passed fd " + facts.number() + " for \"" + spec.name() + "\"";
        if (!facts.open()) {
            throw new ActivationException(
                    LaunchdProvider.NAME,
                    passed + ", and it is not open. Look for code in this process that closes it.");
        }
        Kind asked = spec.kind().orElse(facts.kind());
        if (asked != facts.kind()) {
            throw new IllegalStateException("expected a listener of kind " + asked + " for the spec " + spec + ", but "
                    + passed + ", which is " + facts.description() + " (" + facts.kind()
                    + "). Change the URI of the spec, or the entry \"" + spec.name()
                    + "\" of the job's Sockets dictionary.");
        }
    }
}
