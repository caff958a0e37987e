package dev.doorbell;

import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A provider that gives the listeners which the test put into it, each to the spec of its name. */
final class FakeProvider implements ListenerProvider, ListenerSource {
    final List<String> calls = new ArrayList<>();
    private final String name;
    private final int priority;
    private final Applicability applicability;
    private final List<ListenerHandle> handles = new ArrayList<>();
    private String emptyClaim = "";
    private @Nullable String ambiguity;
    private boolean binds;
    private String failing = "";
    private IOException failure = new IOException("not set");
    private @Nullable ListenerHandle standardInput;
    private @Nullable RuntimeException broken;

    FakeProvider(String name, int priority, Applicability applicability) {
        this.name = name;
        this.priority = priority;
        this.applicability = applicability;
    }

    static FakeProvider manager() {
        return new FakeProvider("manager", SERVICE_MANAGER, Applicability.applies("it passed some"));
    }

    static FakeProvider fallback() {
        FakeProvider fallback = new FakeProvider("fallback", FALLBACK, Applicability.applies("always"));
        fallback.binds = true;
        return fallback;
    }

    /** Passes one, with the next descriptor number from 3. */
    FakeProvider passes(String listener, FakeHandle handle) {
        handles.add(described(listener, handle.kind(), OptionalInt.of(3 + handles.size()), handle));
        return this;
    }

    /** Has one ready for the spec of this name, as if it had bound it. */
    FakeProvider bindsTo(String listener, FakeHandle handle) {
        handles.add(described(listener, Kind.SPECIAL, OptionalInt.empty(), handle));
        return this;
    }

    /** Answers with no listeners for the spec of this name, rather than with nothing. */
    FakeProvider withEmptyClaim(String listener) {
        emptyClaim = listener;
        return this;
    }

    FakeProvider failing(String call, IOException how) {
        failing = call;
        failure = how;
        return this;
    }

    /** Standard input is a socket of this kind. */
    FakeProvider withStandardInput(Kind kind) {
        standardInput = described("connection", kind, OptionalInt.of(0), new FakeHandle());
        return this;
    }

    /** Cannot say what standard input is. */
    FakeProvider withStandardInput(RuntimeException failure) {
        broken = failure;
        return this;
    }

    /** Cannot tell what some of it is meant for. */
    FakeProvider unsure(String message) {
        ambiguity = message;
        return this;
    }

    private static ListenerHandle described(String name, Kind kind, OptionalInt descriptor, FakeHandle handle) {
        return new Described(name, kind, Optional.empty(), descriptor, handle);
    }

    Candidate candidate() {
        return new Candidate(name, priority, applicability, this, this);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int priority() {
        return priority;
    }

    @Override
    public ListenerSource examine(ProcessContext process) {
        return this;
    }

    @Override
    public Applicability applicability() {
        return applicability;
    }

    @Override
    public Claims claim(List<ListenerSpec> specs) throws IOException {
        note("claim " + Listeners.list(specs));
        Map<ListenerSpec, List<ListenerHandle>> found = new LinkedHashMap<>();
        List<ListenerHandle> unclaimed = new ArrayList<>(handles);
        for (ListenerSpec spec : specs) {
            List<ListenerHandle> matching = handlesFor(spec);
            if (!matching.isEmpty() || spec.name().equals(emptyClaim)) {
                found.put(spec, matching);
                unclaimed.removeAll(matching);
            }
        }
        Claims claims = new Claims(found, unclaimed);
        return ambiguity == null ? claims : claims.ambiguous(ambiguity);
    }

    @Override
    public Optional<ListenerHandle> standardInput(ProcessContext process) {
        if (broken != null) {
            throw broken;
        }
        return Optional.ofNullable(standardInput);
    }

    @Override
    public String howToPassStandardInput() {
        return "Ask the manager for another way.";
    }

    private List<ListenerHandle> handlesFor(ListenerSpec spec) {
        List<ListenerHandle> matching = new ArrayList<>();
        for (ListenerHandle handle : handles) {
            if (handle.name().equals(spec.name())) {
                matching.add(handle);
            }
        }
        if (matching.isEmpty() && binds) {
            matching.add(described(spec.name(), Kind.SPECIAL, OptionalInt.empty(), new FakeHandle()));
        }
        return matching;
    }

    @Override
    public String howToPass(ListenerSpec spec) {
        return "Ask the manager for \"" + spec.name() + "\".";
    }

    private void note(String call) throws IOException {
        calls.add(call);
        if (!failing.isEmpty() && call.startsWith(failing)) {
            throw failure;
        }
    }
}
