package dev.doorbell.junit;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** JUnit's lifecycle for a program: its start and end, its output in the report, and its state at a failure. */
abstract class ProgramExtension extends ListenerClients
        implements BeforeAllCallback,
                AfterAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler,
                AutoCloseable {
    private final Lifetime lifetime = new Lifetime();

    /** For the extension of this package. */
    ProgramExtension() {}

    abstract void open() throws IOException;

    @Override
    public abstract void close() throws IOException;

    /** {@return the program, if it has started} */
    abstract Optional<ActiveProgram> active();

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        synchronized (lifetime) { // another class must not go on before the listeners are open
            if (lifetime.beginClass(context.getUniqueId())) {
                open();
            }
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (lifetime.isOfTest()) {
            open();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        publish(context);
        if (lifetime.isOfTest()) {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        publish(context);
        synchronized (lifetime) {
            if (lifetime.endClass(context.getUniqueId())) {
                close();
            }
        }
    }

    private void publish(ExtensionContext context) {
        active().ifPresent(program -> {
            String output = program.output().sinceLastReport();
            if (!output.isBlank()) {
                context.publishReportEntry(
                        "output of " + program.settings().command.get(0), output);
            }
        });
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(failure);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(failure);
    }

    private Throwable explained(Throwable failure) {
        if (!(failure instanceof TestAbortedException)) {
            active().filter(program -> !(failure instanceof ProgramFailure known && known.isOf(program)))
                    .ifPresent(program -> explain(failure, program));
        }
        return failure;
    }

    private static void explain(Throwable failure, ActiveProgram program) {
        try {
            failure.addSuppressed(new ProgramState(Report.of(program)));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** The state of a program at the failure of a test, which every report of the failure shows with it. */
    static final class ProgramState extends Exception {
        private static final long serialVersionUID = 1;

        ProgramState(String report) {
            super(report, null, false, false);
        }
    }
}
