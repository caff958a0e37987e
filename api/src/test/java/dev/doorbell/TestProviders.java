package dev.doorbell;

import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;
import dev.doorbell.spi.ServiceManager;
import java.util.Optional;

/** Providers for a services file: some sound, most broken. */
public final class TestProviders {
    private TestProviders() {}

    /** Applies, says of the process what it sees, and passes one listener. */
    public static class Sound implements ListenerProvider {
        @Override
        public String name() {
            return "sound";
        }

        @Override
        public int priority() {
            return SERVICE_MANAGER;
        }

        @Override
        public ListenerSource examine(ProcessContext process) {
            return new FakeProvider(name(), SERVICE_MANAGER, Applicability.applies("pid " + process.pid()))
                    .passes("passed", new FakeHandle());
        }
    }

    /** Prefers itself to all others. */
    public static final class Eager extends Sound {
        @Override
        public String name() {
            return "eager";
        }

        @Override
        public int priority() {
            return Integer.MAX_VALUE;
        }
    }

    /** Binds whatever it is asked for. */
    public static final class Binding extends Sound {
        @Override
        public String name() {
            return "fallback";
        }

        @Override
        public int priority() {
            return FALLBACK;
        }

        @Override
        public ListenerSource examine(ProcessContext process) {
            return FakeProvider.fallback();
        }
    }

    public static final class Absent extends Sound {
        @Override
        public String name() {
            return "absent";
        }

        @Override
        public ListenerSource examine(ProcessContext process) {
            return ListenerSource.nothing(Applicability.absent("never here"), "There is no way.");
        }
    }

    public static final class ThrowsWhenCreated extends Sound {
        public ThrowsWhenCreated() {
            throw new IllegalStateException("no constructor today");
        }
    }

    public static final class ThrowsWhenNamed extends Sound {
        @Override
        public String name() {
            throw new UnsupportedOperationException("no name today");
        }
    }

    /** Compiled without a look at our annotations. */
    public static final class Nameless extends Sound {
        @Override
        @SuppressWarnings("NullAway")
        public String name() {
            return null;
        }
    }

    public static final class ThrowsWhenExamined extends Sound {
        @Override
        public ListenerSource examine(ProcessContext process) {
            throw new NoClassDefFoundError("com/sun/jna/Library");
        }
    }

    /** Lacks a library when it is asked for the service manager. */
    public static final class ThrowsWhenAskedForTheManager extends Sound {
        @Override
        public Optional<ServiceManager> serviceManager(ProcessContext process) {
            throw new NoClassDefFoundError("com/sun/jna/Library");
        }
    }

    /** Something that a class path may lack. */
    public static class Another {}

    public static final class NeedsAnother extends Sound {
        private final Another another = new Another();

        @Override
        public String name() {
            return another.toString();
        }
    }
}
