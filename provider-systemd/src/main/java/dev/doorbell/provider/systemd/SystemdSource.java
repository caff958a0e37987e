package dev.doorbell.provider.systemd;

import dev.doorbell.descriptors.adoption.DescriptorClaim;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.FactFinder;
import dev.doorbell.descriptors.adoption.InheritedHandle;
import dev.doorbell.descriptors.adoption.OpenedByJvm;
import dev.doorbell.provider.systemd.matching.Assignment;
import dev.doorbell.provider.systemd.matching.Matcher;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import dev.doorbell.provider.systemd.notify.NotifyDescriptor;
import dev.doorbell.provider.systemd.variables.ListenVariables;
import dev.doorbell.provider.systemd.variables.Malformed;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The source of the descriptors that the variables announce. */
public final class SystemdSource implements ListenerSource {
    private final ListenVariables variables;
    private final Properties claims;
    private final int first;

    /**
     * A source of what was announced.
     *
     * @param claims where the ledger of claims is kept
     * @param first the number of the first descriptor; {@link ListenVariables#FIRST_DESCRIPTOR} in every program, another
     *     one in tests, where that is the JVM's own
     */
    public SystemdSource(ListenVariables variables, Properties claims, int first) {
        this.variables = variables;
        this.claims = claims;
        this.first = first;
    }

    @Override
    public Applicability applicability() {
        return variables.applicability();
    }

    @Override
    public Claims claim(List<ListenerSpec> specs) throws IOException {
        List<PassedDescriptor> passed = passed();
        Map<ListenerSpec, List<PassedDescriptor>> pairs = pairs(specs, passed);
        if (!pairs.isEmpty()) {
            return new Claims(take(pairs), List.of());
        }
        Assignment matches = Matcher.match(specs, passed);
        Map<ListenerSpec, List<PassedDescriptor>> matched = new LinkedHashMap<>();
        for (ListenerSpec spec : specs) {
            if (!matches.found(spec).isEmpty()) {
                matched.put(spec, matches.found(spec));
            }
        }
        Claims claims = new Claims(take(matched), handles(matches.unclaimed()));
        return matches.ambiguity().isPresent()
                ? claims.ambiguous(matches.ambiguity().get())
                : claims;
    }

    /**
     * Pairs each spec with the one descriptor that has its name, chosen by {@code FileDescriptorName=}, and its kind: the usual case,
     * for which the {@link Matcher} is not needed. Returns nothing where anything else was passed.
     */
    private static Map<ListenerSpec, List<PassedDescriptor>> pairs(
            List<ListenerSpec> specs, List<PassedDescriptor> passed) {
        Map<String, PassedDescriptor> byName = new HashMap<>();
        for (PassedDescriptor descriptor : passed) {
            if (descriptor.isCalledAfterUnit() || byName.put(descriptor.name(), descriptor) != null) {
                return Map.of();
            }
        }
        Map<ListenerSpec, List<PassedDescriptor>> pairs = new LinkedHashMap<>();
        for (ListenerSpec spec : specs) {
            PassedDescriptor descriptor = byName.remove(spec.name());
            if (descriptor == null || !descriptor.suits(spec)) {
                return Map.of();
            }
            pairs.put(spec, List.of(descriptor));
        }
        return byName.isEmpty() ? pairs : Map.of();
    }

    private Map<ListenerSpec, List<ListenerHandle>> take(Map<ListenerSpec, List<PassedDescriptor>> matched) {
        Map<ListenerSpec, List<ListenerHandle>> found = new LinkedHashMap<>();
        List<DescriptorClaim> taken = new ArrayList<>();
        try {
            for (Map.Entry<ListenerSpec, List<PassedDescriptor>> match : matched.entrySet()) {
                List<ListenerHandle> handles = new ArrayList<>();
                for (PassedDescriptor descriptor : match.getValue()) {
                    DescriptorClaim claim = claim(descriptor);
                    claim.take();
                    taken.add(claim);
                    if (!descriptor.free()) {
                        // it was given back since it was looked at, so its kind was not seen
                        throw new IllegalStateException(descriptor + " was in use by another component of this process"
                                + " a moment ago. Open it again, or open each listener in one place only.");
                    }
                    ListenerHandle handle = handle(descriptor, claim);
                    if (descriptor.facts().orElseThrow().isConnection()) {
                        Connections.remember(claims, handle);
                    }
                    handles.add(handle);
                }
                found.put(match.getKey(), handles);
            }
            return found;
        } catch (RuntimeException failed) {
            giveBack(taken);
            throw failed;
        }
    }

    /** Takes those of a name that are not taken yet; they are the caller's now. */
    List<ListenerHandle> take(String name) throws IOException {
        List<ListenerHandle> handles = new ArrayList<>();
        List<DescriptorClaim> taken = new ArrayList<>();
        FactFinder finder = new FactFinder();
        try {
            for (int index = 0; index < variables.count(); index++) {
                int number = first + index;
                if (variables.name(index).equals(name)) {
                    PassedDescriptor stored = new PassedDescriptor(number, name, factsIfFree(finder, number));
                    DescriptorClaim claim = claim(stored);
                    if (stored.free() && !isNotifySocket(stored) && claim.takeIfFree()) {
                        taken.add(claim);
                        handles.add(handle(stored, claim));
                    }
                }
            }
            return handles;
        } catch (IOException | RuntimeException failed) {
            giveBack(taken);
            throw failed;
        }
    }

    private boolean isFree(int number) {
        return DescriptorClaim.holder(claims, key(number)).isEmpty();
    }

    private static void giveBack(List<DescriptorClaim> taken) {
        for (DescriptorClaim claim : taken) {
            claim.giveBack();
        }
    }

    private List<ListenerHandle> handles(List<PassedDescriptor> unclaimed) {
        List<ListenerHandle> handles = new ArrayList<>();
        for (PassedDescriptor descriptor : unclaimed) {
            handles.add(handle(descriptor, claim(descriptor)));
        }
        return handles;
    }

    private static ListenerHandle handle(PassedDescriptor descriptor, DescriptorClaim claim) {
        return new InheritedHandle(descriptor.name(), descriptor.facts().orElseThrow(), claim);
    }

    /** Makes a claim when it is needed: a program that binds loads no class of the descriptors' module. */
    private DescriptorClaim claim(PassedDescriptor descriptor) {
        return new DescriptorClaim(claims, key(descriptor.number()), descriptor);
    }

    /**
     * Returns the key under which the ledger has the claim of a descriptor.
     *
     * @param number the descriptor
     * @return the key
     */
    public static String key(int number) {
        return "fd." + number;
    }

    /**
     * The descriptors, in the order in which they were passed, except that of the notify socket, which is not a listener.
     *
     * @return also those that are taken
     * @throws IOException if one is not open, or the operating system does not tell what it is
     */
    public List<PassedDescriptor> passed() throws IOException {
        List<PassedDescriptor> passed = new ArrayList<>();
        FactFinder finder = new FactFinder();
        for (int index = 0; index < variables.count(); index++) {
            int number = first + index;
            PassedDescriptor descriptor =
                    new PassedDescriptor(number, variables.name(index), factsIfFree(finder, number));
            if (!isNotifySocket(descriptor)) {
                passed.add(descriptor);
            }
        }
        return passed;
    }

    private static boolean isNotifySocket(PassedDescriptor descriptor) {
        return descriptor.name().equals(ListenVariables.NOTIFY)
                && descriptor.free()
                && NotifyDescriptor.is(descriptor.facts().orElseThrow());
    }

    /**
     * Returns the facts; empty where it is taken. Another component of this process may take it while the kernel is asked, and then the number
     * is closed or something else: a component that takes it notes that in the ledger first.
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
        // a socket is not a file of the JVM, and need not load the class that knows those
        if (facts.socket().isEmpty() && OpenedByJvm.is(facts)) {
            throw notPassed(number, "is " + facts.address().orElseThrow() + ", which the JVM opened itself");
        }
        return facts;
    }

    private IOException notPassed(int number, String found) {
        return Malformed.descriptor(first, variables.count(), number, found);
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
}
