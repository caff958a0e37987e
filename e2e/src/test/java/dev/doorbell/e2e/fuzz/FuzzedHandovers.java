package dev.doorbell.e2e.fuzz;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.WhenUnclaimed;
import dev.doorbell.e2e.libsystemd.SdDescriptor;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A program that was passed a descriptor of every kind. It puts random ones of them at 3, 4, ..., with random names, and
 * opens random specs, in one process again and again. Each time the result must be a listener or an error that Doorbell
 * documents, every unclaimed descriptor must be unchanged, and no other may be open.
 *
 * <p>The arguments are the directory of the descriptors, the first seed and the number of cases.
 */
final class FuzzedHandovers {
    private static final int GARBAGE_EVERY = 20;
    private static final long LONGEST_CASE_MILLIS = 20_000;
    private static final Logger QUIET = Logger.getLogger("");

    private final FuzzCases cases;
    private final int last;
    private final int filler;
    private final Map<String, String> environment = environment();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private volatile @Nullable FuzzCase current;
    private volatile long since;

    private FuzzedHandovers(Path directory) throws IOException {
        List<SdDescriptor> stock = SdDescriptor.in(directory);
        stock.removeIf(descriptor -> descriptor.number() < FuzzCase.FIRST
                || descriptor.label().equals("closed")
                || descriptor.label().equals("huge"));
        last = stock.get(stock.size() - 1).number();
        filler = stock.stream()
                .filter(descriptor -> descriptor.label().equals("null"))
                .findAny()
                .orElseThrow()
                .number();
        cases = new FuzzCases(stock, directory);
        for (SdDescriptor descriptor : stock) {
            OpenDescriptors.copy(descriptor.number(), FuzzCase.STORE + descriptor.number());
        }
        environment.put("LISTEN_PID", String.valueOf(ProcessHandle.current().pid()));
    }

    /** Opens a channel of each type, with the first of which the JDK opens and keeps a socket of its own. */
    private static void warmUp() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().close();
        pipe.sink().close();
        ServerSocketChannel.open().close();
        SocketChannel.open().close();
        DatagramChannel.open().close();
    }

    public static void main(String[] arguments) throws Exception {
        QUIET.setLevel(Level.OFF);
        FuzzedHandovers handovers = new FuzzedHandovers(Path.of(arguments[0]));
        warmUp();
        handovers.watch();
        handovers.run(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
        System.out.println(handovers.outcomes);
    }

    private void run(long seed, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            FuzzCase next = cases.of(seed + i);
            since = System.currentTimeMillis();
            current = next;
            try {
                run(next);
            } catch (Throwable e) {
                throw new AssertionError(next + "\n  " + e, e);
            }
            if (i % GARBAGE_EVERY == 0) {
                // a channel that was given back must not close its number when it is collected
                System.gc();
            }
        }
        current = null;
    }

    private void run(FuzzCase fuzzCase) throws Exception {
        fuzzCase.place(last, filler);
        environment.remove("LISTEN_FDNAMES");
        environment.putAll(fuzzCase.variables());
        System.getProperties().keySet().removeIf(key -> key.toString().startsWith("doorbell.claimed."));
        Map<Integer, OpenDescriptors.Opened> before = OpenDescriptors.now();
        Set<Integer> claimed = new HashSet<>();
        Set<Integer> mayBeGone = new HashSet<>();
        String outcome;
        @Nullable Exception failure = null;
        try {
            outcome = switch (fuzzCase.call()) {
                case OPEN -> open(fuzzCase, before, claimed, mayBeGone);
                case PASSED -> passed();
                case CONNECTION -> connection(claimed, before, new Random(fuzzCase.seed()));
            };
        } catch (IOException | RuntimeException e) {
            claimed.clear();
            mayBeGone.clear();
            outcome = FuzzedFailure.documented(e, fuzzCase);
            failure = e;
        }
        outcomes.merge(fuzzCase.call() + " " + outcome, 1, Integer::sum);
        try {
            new FuzzedState(fuzzCase, before, OpenDescriptors.now()).check(claimed, mayBeGone);
        } catch (AssertionError wrong) {
            throw new AssertionError(wrong.getMessage() + ", after " + failure, failure);
        }
    }

    private String open(
            FuzzCase fuzzCase,
            Map<Integer, OpenDescriptors.Opened> before,
            Set<Integer> claimed,
            Set<Integer> mayBeGone)
            throws IOException {
        Random random = new Random(fuzzCase.seed());
        try (Listeners listeners = Doorbell.builder()
                .listen(fuzzCase.specs().toArray(new ListenerSpec[0]))
                .whenMissing(fuzzCase.whenMissing())
                .whenUnclaimed(fuzzCase.whenUnclaimed())
                .open()) {
            boolean inherited = false;
            for (Listener listener : listeners.all()) {
                int number = listener.origin().descriptor().orElse(-1);
                inherited |= number >= 0;
                claimed.add(number);
                try {
                    new FuzzedListener(listener).use(random, before.get(number));
                } catch (IOException | RuntimeException e) {
                    throw new AssertionError(listener + " in use", e);
                }
            }
            if (fuzzCase.whenUnclaimed() == WhenUnclaimed.CLOSE || fuzzCase.whenUnclaimed() == WhenUnclaimed.REJECT) {
                mayBeGone.addAll(before.keySet());
                // LISTEN_FDS may say more than the case has placed
                mayBeGone.removeIf(number -> number < FuzzCase.FIRST || number > last);
            }
            return inherited ? "inherited" : "nothing inherited";
        }
    }

    private static String passed() throws IOException {
        int count = Doorbell.passed().listeners().size();
        check(!Doorbell.explain().isBlank(), () -> "explain() has nothing to say");
        return count > 0 ? "some" : "none";
    }

    private static String connection(Set<Integer> claimed, Map<Integer, OpenDescriptors.Opened> before, Random random)
            throws IOException {
        Optional<Listener> connection = Doorbell.connection();
        if (connection.isEmpty()) {
            return "none";
        }
        try (Listener listener = connection.get()) {
            int number = listener.origin().descriptor().orElseThrow();
            claimed.add(number);
            new FuzzedListener(listener).use(random, before.get(number));
            return "one";
        }
    }

    static void check(boolean right, Supplier<String> otherwise) {
        if (!right) {
            throw new AssertionError(otherwise.get());
        }
    }

    /** Prints a case that does not end, with the stack of its thread. */
    private void watch() {
        Thread main = Thread.currentThread();
        Thread watch = new Thread(() -> {
            while (current == null || System.currentTimeMillis() - since < LONGEST_CASE_MILLIS) {
                try {
                    Thread.sleep(100);
                } catch (InterruptedException e) {
                    return;
                }
            }
            System.err.println("Does not end: " + current + "\n" + List.of(main.getStackTrace()));
            Runtime.getRuntime().halt(3);
        });
        watch.setDaemon(true);
        watch.start();
    }

    /**
     * Returns the environment of this process, writable: a program cannot change its own otherwise, and no service
     * manager does it.
     */
    @SuppressWarnings("unchecked")
    private static Map<String, String> environment() {
        try {
            Map<String, String> variables = System.getenv();
            Field inner = variables.getClass().getDeclaredField("m");
            inner.setAccessible(true);
            return (Map<String, String>) inner.get(variables);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
