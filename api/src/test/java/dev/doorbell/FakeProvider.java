package dev.doorbell;

import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A provider that gives the listeners which the test put into it, each to the spec of its name. */
final class FakeProvider implements ListenerProvider, ListenerSource {
    final List<String> calls = new ArrayList<>();
    private final String name;
    private final int priority;
    private final Applicability applicability;
    private final List<Listener> listeners = new ArrayList<>();
    private String emptyClaim = "";
    private @Nullable String ambiguity;
    private boolean binds;
    private String failing = "";
    private IOException failure = new IOException("not set");
    private @Nullable Listener standardInput;

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
        Origin origin = Origin.inherited(name, 3 + listeners.size());
        listeners.add(new Listener(listener, handle.kind(), null, origin, handle));
        return this;
    }

    /** Has one ready for the spec of this name, as if it had bound it. */
    FakeProvider bindsTo(String listener, FakeHandle handle) {
        listeners.add(new Listener(listener, Kind.SPECIAL, null, Origin.bound(name), handle));
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
        standardInput = new Listener("connection", kind, null, Origin.inherited(name, 0), new FakeHandle());
        return this;
    }

    /** Cannot tell what some of it is meant for. */
    FakeProvider unsure(String message) {
        ambiguity = message;
        return this;
    }

    Candidate candidate() {
        return new Candidate(name, priority, applicability, this);
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
    public Applicability examine(ProcessContext process) {
        return applicability;
    }

    @Override
    public ListenerSource open(ProcessContext process) throws IOException {
        note("open");
        return this;
    }

    @Override
    public Claims claim(List<ListenerSpec> specs) throws IOException {
        note("claim " + Texts.list(specs));
        Map<ListenerSpec, List<Listener>> found = new LinkedHashMap<>();
        List<Listener> unclaimed = new ArrayList<>(listeners);
        for (ListenerSpec spec : specs) {
            List<Listener> matching = listenersFor(spec);
            if (!matching.isEmpty() || spec.name().equals(emptyClaim)) {
                found.put(spec, matching);
                unclaimed.removeAll(matching);
            }
        }
        return new Claims(found, unclaimed, Optional.ofNullable(ambiguity));
    }

    @Override
    public Optional<Listener> standardInput(ProcessContext process) {
        return Optional.ofNullable(standardInput);
    }

    private List<Listener> listenersFor(ListenerSpec spec) {
        List<Listener> matching = new ArrayList<>();
        for (Listener listener : listeners) {
            if (listener.name().equals(spec.name())) {
                matching.add(listener);
            }
        }
        if (matching.isEmpty() && binds) {
            matching.add(new Listener(spec.name(), Kind.SPECIAL, null, Origin.bound(name), new FakeHandle()));
        }
        return matching;
    }

    @Override
    public String howToPass(ListenerSpec spec) {
        return "Ask the manager for \"" + spec.name() + "\".";
    }

    @Override
    public void close() {
        calls.add("close");
    }

    private void note(String call) throws IOException {
        calls.add(call);
        if (!failing.isEmpty() && call.startsWith(failing)) {
            throw failure;
        }
    }
}
