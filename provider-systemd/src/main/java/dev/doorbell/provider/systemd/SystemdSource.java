package dev.doorbell.provider.systemd;

import dev.doorbell.Listener;
import dev.doorbell.Origin;
import dev.doorbell.descriptors.adoption.ClaimLedger;
import dev.doorbell.descriptors.adoption.DescriptorClaim;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.FactFinder;
import dev.doorbell.descriptors.adoption.InheritedHandle;
import dev.doorbell.descriptors.adoption.OpenedByJvm;
import dev.doorbell.descriptors.posix.FileType;
import dev.doorbell.provider.systemd.matching.Assignment;
import dev.doorbell.provider.systemd.matching.Matcher;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import dev.doorbell.provider.systemd.variables.ListenVariables;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.HandoverException;
import dev.doorbell.spi.ListenerSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The descriptors that the variables announce. */
final class SystemdSource implements ListenerSource {
    private final ListenVariables variables;
    private final ClaimLedger ledger;
    private final int first;

    /**
     * A source of what was announced.
     *
     * @param first the number of the first descriptor; {@link ListenVariables#FIRST_DESCRIPTOR} in every program, another
     *     one in tests, where that is the JVM's own
     */
    SystemdSource(ListenVariables variables, ClaimLedger ledger, int first) {
        this.variables = variables;
        this.ledger = ledger;
        this.first = first;
    }

    @Override
    public Claims claim(List<ListenerSpec> specs) throws IOException {
        Assignment matches = Matcher.match(specs, passed());
        Map<ListenerSpec, List<Listener>> found = new LinkedHashMap<>();
        List<DescriptorClaim> taken = new ArrayList<>();
        try {
            for (ListenerSpec spec : specs) {
                if (!matches.found(spec).isEmpty()) {
                    found.put(spec, take(spec, matches.found(spec), taken));
                }
            }
        } catch (IllegalStateException someoneElseHasIt) {
            giveBack(taken);
            throw someoneElseHasIt;
        }
        return new Claims(found, unclaimed(matches.unclaimed()), matches.ambiguity());
    }

    private List<Listener> take(ListenerSpec spec, List<PassedDescriptor> matched, List<DescriptorClaim> taken) {
        List<Listener> listeners = new ArrayList<>();
        for (PassedDescriptor descriptor : matched) {
            DescriptorClaim claim = claim(descriptor);
            claim.take();
            taken.add(claim);
            listeners.add(listener(spec.name(), descriptor, claim));
        }
        return listeners;
    }

    /** Those of a name that nobody has taken yet; they are the caller's now. */
    List<Listener> take(String name) throws IOException {
        List<Listener> listeners = new ArrayList<>();
        List<DescriptorClaim> taken = new ArrayList<>();
        FactFinder finder = new FactFinder();
        try {
            for (int index = 0; index < variables.count(); index++) {
                int number = first + index;
                if (variables.name(index).equals(name)) {
                    PassedDescriptor stored = new PassedDescriptor(number, name, factsIfFree(finder, number));
                    DescriptorClaim claim = claim(stored);
                    if (stored.free() && claim.takeIfFree()) {
                        taken.add(claim);
                        listeners.add(listener(name, stored, claim));
                    }
                }
            }
            return listeners;
        } catch (IOException | RuntimeException failed) {
            giveBack(taken);
            throw failed;
        }
    }

    private boolean isFree(int number) {
        return ledger.holder(key(number)).isEmpty();
    }

    private static void giveBack(List<DescriptorClaim> taken) {
        for (DescriptorClaim claim : taken) {
            claim.giveBack();
        }
    }

    private List<Listener> unclaimed(List<PassedDescriptor> left) {
        List<Listener> unclaimed = new ArrayList<>();
        for (PassedDescriptor descriptor : left) {
            unclaimed.add(listener(descriptor.name(), descriptor, claim(descriptor)));
        }
        return unclaimed;
    }

    private static Listener listener(String name, PassedDescriptor descriptor, DescriptorClaim claim) {
        DescriptorFacts facts = descriptor.facts().orElseThrow();
        return new Listener(
                name,
                facts.kind(),
                facts.address().orElse(null),
                Origin.inherited(ListenVariables.MANAGER, facts.number()),
                new InheritedHandle(facts, claim));
    }

    private DescriptorClaim claim(PassedDescriptor descriptor) {
        return ledger.entry(key(descriptor.number()), descriptor);
    }

    private static String key(int number) {
        return "fd." + number;
    }

    private List<PassedDescriptor> passed() throws IOException {
        List<PassedDescriptor> passed = new ArrayList<>();
        FactFinder finder = new FactFinder();
        for (int index = 0; index < variables.count(); index++) {
            int number = first + index;
            passed.add(new PassedDescriptor(number, variables.name(index), factsIfFree(finder, number)));
        }
        return passed;
    }

    /**
     * Empty where it is taken. Another component of this process may take it while the kernel is asked, and then the number
     * is closed or something else: who takes it says so in the ledger first.
     */
    private Optional<DescriptorFacts> factsIfFree(FactFinder finder, int number) throws IOException {
        if (!isFree(number)) {
            return Optional.empty();
        }
        try {
            DescriptorFacts facts = facts(finder, number);
            return isFree(number) ? Optional.of(facts) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            if (isFree(number)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private DescriptorFacts facts(FactFinder finder, int number) throws IOException {
        DescriptorFacts facts = finder.facts(number);
        if (!facts.open()) {
            throw notPassed(number, "is not open (EBADF)");
        }
        // a socket is none, and need not load the class that knows the files
        if (facts.fileType() == FileType.REGULAR_FILE && OpenedByJvm.is(facts)) {
            throw notPassed(number, "is " + facts.address().orElseThrow() + ", which the JVM opened itself");
        }
        return facts;
    }

    private HandoverException notPassed(int number, String found) {
        int last = first + variables.count() - 1;
        return new HandoverException(
                ListenVariables.MANAGER,
                "LISTEN_FDS is " + variables.count() + ", so fd " + first + (last > first ? " to fd " + last : "")
                        + " should have been passed, but fd " + number + " " + found
                        + ". Pass as many descriptors as LISTEN_FDS says, and close none before Doorbell opens them.");
    }

    @Override
    public String howToPass(ListenerSpec spec) {
        if (spec.name().indexOf(':') >= 0) {
            return "systemd passes no name with a colon, which would end it in LISTEN_FDNAMES. Ask for a name without one,"
                    + " and set FileDescriptorName= in the socket unit to it.";
        }
        String option = " (--fdname=" + spec.name() + " of systemd-socket-activate)";
        if (variables.count() > 0) {
            return "Set FileDescriptorName=" + spec.name() + " in the socket unit" + option
                    + ", or ask for a name that was passed.";
        }
        Applicability nothing = variables.applicability();
        return nothing.warning()
                ? nothing.reason()
                : nothing.reason() + " Let the socket unit start the program" + option + ".";
    }

    @Override
    public void close() {
        // the descriptors are the process's own, nothing else is held
    }
}
