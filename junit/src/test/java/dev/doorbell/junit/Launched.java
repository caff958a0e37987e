package dev.doorbell.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of test classes by JUnit, and what it reports. */
final class Launched implements TestExecutionListener {
    private final List<Throwable> failures = new ArrayList<>();
    private final List<String> entries = new ArrayList<>();
    private int successful;

    private Launched() {}

    static Launched run(Map<String, String> parameters, Class<?>... classes) {
        LauncherDiscoveryRequestBuilder request =
                LauncherDiscoveryRequestBuilder.request().configurationParameters(parameters);
        for (Class<?> each : classes) {
            request.selectors(DiscoverySelectors.selectClass(each));
        }
        Launched listener = new Launched();
        LauncherDiscoveryRequest built = request.build();
        LauncherFactory.create().execute(built, listener);
        return listener;
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        result.getThrowable().ifPresent(failures::add);
        if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            successful++;
        }
    }

    @Override
    public synchronized void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entries.addAll(entry.getKeyValuePairs().values());
    }

    synchronized List<Throwable> failures() {
        return failures;
    }

    synchronized List<String> entries() {
        return entries;
    }

    synchronized int successful() {
        return successful;
    }
}
