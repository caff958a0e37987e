package dev.doorbell;

import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;

/** Providers for a services file: some sound, most broken. */
final class TestProviders {
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
        public Applicability examine(ProcessContext process) {
            return Applicability.applies("pid " + process.pid());
        }

        @Override
        public ListenerSource open(ProcessContext process) {
            return FakeProvider.manager().passes("passed", new FakeHandle());
        }
    }

    public static final class Absent extends Sound {
        @Override
        public String name() {
            return "absent";
        }

        @Override
        public Applicability examine(ProcessContext process) {
            return Applicability.absent("never here");
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
        public Applicability examine(ProcessContext process) {
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
