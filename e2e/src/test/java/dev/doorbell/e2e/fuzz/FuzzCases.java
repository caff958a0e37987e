package dev.doorbell.e2e.fuzz;

import dev.doorbell.WhenMissing;
import dev.doorbell.WhenUnclaimed;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.e2e.libsystemd.SdDescriptor;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Hand-overs from seeds: correct ones, nearly correct ones, and invalid ones. */
final class FuzzCases {
    private static final List<String> NAMES = List.of("a", "b", "web", "x", "connection", "unknown", "stored");
    private static final List<String> ODD_NAMES = List.of(
            "",
            "web.socket",
            "a.socket",
            ".socket",
            "a=b",
            "a\\:b",
            "caf\u00e9",
            "a b",
            "NaMe",
            "\\\\",
            "n".repeat(300));
    private static final List<String> ODD_COUNTS =
            List.of("", "0", "-1", "1x", " 2", "+3", "0x2", "2147483644", "2147483645", "1000");
    private static final List<String> ODD_LISTS = List.of("", ":", "a\\", "::::", "a:b:c:d:e:f:g:h:i");
    private static final List<String> PLACES = List.of(
            "tcp://127.0.0.1:0",
            "tcp6://[::1]:0",
            "tcp://localhost:0",
            "tcp4://*:0",
            "tcp://0.0.0.0:0",
            "tcp://192.0.2.1:0",
            "tcp://no.invalid:0",
            "udp://*:0",
            "udp6://[::]:0",
            "udp4://127.0.0.1:0",
            "tcp://127.0.0.1:0?reuseport=true");

    /** The calls to choose from. The one that succeeds most often and the one that does most occur twice. */
    private static final List<WhenMissing> WHEN_MISSING =
            List.of(WhenMissing.SKIP, WhenMissing.SKIP, WhenMissing.BIND, WhenMissing.BIND, WhenMissing.FAIL);

    private final List<SdDescriptor> stock;
    private final List<SdDescriptor> usable = new ArrayList<>();
    private final Path directory;

    FuzzCases(List<SdDescriptor> stock, Path directory) throws IOException {
        this.stock = stock;
        this.directory = directory;
        for (SdDescriptor descriptor : stock) {
            if (DescriptorFacts.of(descriptor.number()).kind() != Kind.OTHER) {
                usable.add(descriptor);
            }
        }
    }

    FuzzCase of(long seed) throws IOException {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        List<@Nullable SdDescriptor> passed = passed(random);
        List<Boolean> nonBlocking = new ArrayList<>();
        passed.forEach(descriptor -> nonBlocking.add(random.nextBoolean()));
        List<String> names = names(random, passed.size());
        return new FuzzCase(
                seed,
                random.nextInt(6) > 0 ? FuzzCase.Call.OPEN : any(random, List.of(FuzzCase.Call.values())),
                passed,
                nonBlocking,
                variables(random, passed.size(), names),
                specs(random, passed, names),
                any(random, WHEN_MISSING),
                any(random, List.of(WhenUnclaimed.values())));
    }

    /**
     * Chooses the descriptors. Most cases have no closed number and no descriptor that can never be a listener, since one
     * of those is enough to fail.
     */
    private List<@Nullable SdDescriptor> passed(Random random) {
        int size = random.nextInt(10) == 0 ? random.nextInt(stock.size()) : 1 + random.nextInt(6);
        double odd = random.nextInt(3) == 0 ? 0.4 : 0;
        double closed = random.nextInt(10) == 0 ? 0.2 : 0;
        List<@Nullable SdDescriptor> passed = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<SdDescriptor> from = random.nextDouble() < odd ? stock : usable;
            passed.add(random.nextDouble() < closed ? null : any(random, from));
        }
        return passed;
    }

    private static List<String> names(Random random, int count) {
        List<String> names = new ArrayList<>();
        boolean odd = random.nextInt(4) == 0;
        for (int i = 0; i < count; i++) {
            names.add(any(random, odd && random.nextInt(3) == 0 ? ODD_NAMES : NAMES));
        }
        return names;
    }

    private static Map<String, String> variables(Random random, int count, List<String> names) {
        Map<String, String> variables = new HashMap<>();
        boolean right = count > 0 && random.nextInt(20) > 0;
        variables.put("LISTEN_FDS", right ? String.valueOf(count) : any(random, ODD_COUNTS));
        if (random.nextInt(4) > 0) {
            boolean matching = random.nextInt(20) > 0;
            variables.put("LISTEN_FDNAMES", matching ? String.join(":", names) : any(random, ODD_LISTS));
        }
        return variables;
    }

    private List<ListenerSpec> specs(Random random, List<@Nullable SdDescriptor> passed, List<String> names)
            throws IOException {
        List<String> free = new ArrayList<>(NAMES);
        Collections.shuffle(free, random);
        List<ListenerSpec> specs = new ArrayList<>();
        for (int count = random.nextInt(5); count > 0; count--) {
            int index = passed.isEmpty() ? 0 : random.nextInt(passed.size());
            boolean byName = random.nextInt(4) > 0 && index < names.size() && free.contains(names.get(index));
            String name = byName ? names.get(index) : free.get(0);
            // one name twice is an error of its own
            free.removeIf(taken -> taken.equals(name) && random.nextInt(20) > 0);
            specs.add(spec(random, name, passed.isEmpty() ? null : passed.get(index)));
        }
        return specs;
    }

    private ListenerSpec spec(Random random, String name, @Nullable SdDescriptor passed) throws IOException {
        int way = random.nextInt(4);
        if (way < 2 && passed != null) {
            DescriptorFacts facts = DescriptorFacts.of(FuzzCase.STORE + passed.number());
            if (facts.kind().scheme().isPresent() && facts.address().isPresent() && way == 0) {
                return at(name, facts.kind(), facts.address().get());
            }
        }
        return way == 2 ? ListenerSpec.parse(name + "=" + uri(random)) : ListenerSpec.named(name);
    }

    /** Returns a spec. Some names of the kernel cannot occur in a spec. */
    private static ListenerSpec at(String name, Kind kind, Address address) {
        try {
            return ListenerSpec.of(name, kind, address);
        } catch (IllegalArgumentException noSpecCanAskForIt) {
            return ListenerSpec.named(name);
        }
    }

    private String uri(Random random) {
        String path = directory + "/" + (random.nextBoolean() ? "new" + random.nextInt(5) : "stream");
        return switch (random.nextInt(10)) {
            case 0 -> "unix://" + path;
            case 1 -> "unixpacket:@fuzz" + random.nextInt(3);
            case 2 -> "unixgram://" + path;
            case 3 -> "fifo://" + directory + "/" + (random.nextBoolean() ? "fifo" : "file");
            case 4 -> "special://" + (random.nextBoolean() ? "/dev/null" : directory.toString());
            case 5 -> "netlink:" + (random.nextBoolean() ? "route" : "nosuch") + "/" + random.nextInt(2);
            case 6 -> "mqueue:///doorbell-fuzz-" + random.nextInt(2);
            default -> any(random, PLACES);
        };
    }

    private static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
