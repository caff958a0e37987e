package dev.doorbell.provider.launchd;

import dev.doorbell.descriptors.adoption.DescriptorClaim;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.InheritedHandle;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks launchd for each spec by its name. launchd cannot list the names that it has, so nothing is ever unclaimed.
 *
 * <p>What a name stands for is remembered before anything else can fail: an exception leaves every descriptor open, and
 * the next claim in this process finds it.
 */
final class LaunchdSource implements ListenerSource {
    /**
     * Between launchd's answer and its being remembered, another thread would be told EALREADY. A constant text is one and
     * the same object for every copy of this class, whatever class loader has it.
     */
    private static final Object ONE_AT_A_TIME = "dev.doorbell.provider.launchd: one at a time";

    private final @Nullable Launchd given;
    private final ProcessContext process;
    private @Nullable UnknownNames unknown;

    /** A source that reaches launchd when it is first asked, until when nothing that this takes is loaded. */
    LaunchdSource(ProcessContext process) {
        this(null, process);
    }

    LaunchdSource(@Nullable Launchd launchd, ProcessContext process) {
        this.given = launchd;
        this.process = process;
    }

    @Override
    public Applicability applicability() {
        OperatingSystem system = process.operatingSystem();
        if (system != OperatingSystem.MACOS) {
            return Applicability.absent(
                    system == OperatingSystem.OTHER ? "this is not macOS." : "this is " + system + ".");
        }
        ServiceName serviceName = ServiceName.of(process);
        return serviceName.isJob()
                ? Applicability.applies(serviceName.seen() + ".")
                : Applicability.absent(serviceName.seen() + ".");
    }

    @Override
    public Claims claim(List<ListenerSpec> specs) throws IOException {
        Launchd launchd = given == null ? new LazyLaunchd() : given;
        UnknownNames unknownNames = new UnknownNames(process, launchd);
        unknown = unknownNames;
        Map<ListenerSpec, List<ListenerHandle>> found = new LinkedHashMap<>();
        List<DescriptorClaim> taken = new ArrayList<>();
        try {
            for (ListenerSpec spec : specs) {
                List<Integer> numbers = descriptors(spec.name(), launchd, unknownNames);
                if (!numbers.isEmpty()) {
                    DescriptorClaim claim = claimOn(spec.name());
                    claim.take();
                    taken.add(claim);
                    found.put(spec, handles(spec, numbers, claim));
                }
            }
            unknownNames.check(handedOut().any());
        } catch (IOException | RuntimeException | LinkageError e) {
            for (DescriptorClaim claim : taken) {
                claim.giveBack();
            }
            throw e;
        }
        return new Claims(found, List.of());
    }

    /** By name and not by number: launchd may hand out the number of a descriptor that was closed meanwhile. */
    private DescriptorClaim claimOn(String name) {
        return new DescriptorClaim(
                process.properties(),
                LaunchdProvider.NAME + "." + name,
                "What launchd handed out for \"" + name + "\"");
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

    private HandedOut handedOut() {
        return new HandedOut(process.properties());
    }

    private List<Integer> descriptors(String name, Launchd launchd, UnknownNames unknownNames) throws IOException {
        synchronized (ONE_AT_A_TIME) {
            Optional<List<Integer>> earlier = handedOut().of(name);
            return earlier.isPresent() ? earlier.get() : asked(name, launchd, unknownNames);
        }
    }

    private List<Integer> asked(String name, Launchd launchd, UnknownNames unknownNames) throws IOException {
        Launchd.Answer answer = answer(name, launchd, unknownNames);
        if (answer.errno() == 0) {
            handedOut().remember(name, answer.descriptors());
            return answer.descriptors();
        }
        Refusal refusal = new Refusal(name, answer.errno());
        if (refusal.isUnknown(process)) {
            unknownNames.add(name);
        } else {
            refusal.check(process);
        }
        return List.of();
    }

    /** launchd's answer. Without JNA it is known on macOS all the same, where another process started this one. */
    private Launchd.Answer answer(String name, Launchd launchd, UnknownNames unknownNames) {
        try {
            return launchd.activate(name);
        } catch (UnsupportedOperationException unreachable) {
            if (process.operatingSystem() == OperatingSystem.MACOS && unknownNames.isLabelInherited()) {
                return Launchd.Answer.NOT_MANAGED;
            }
            throw unreachable;
        }
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
            throw new IllegalStateException("The spec " + spec + " asks for " + asked + ", and " + passed
                    + ", which is "
                    + facts.description() + " (" + facts.kind() + "). Change the URI of the spec, or the entry \""
                    + spec.name() + "\" of the job's Sockets dictionary.");
        }
    }

    @Override
    public String howToPass(ListenerSpec spec) {
        Optional<String> cause = unknown == null ? Optional.empty() : unknown.cause();
        return cause.orElse("Add the key \"" + spec.name() + "\" to the Sockets dictionary of the job's property list, "
                + "launchd.plist(5), and load the job again.");
    }
}
