package dev.doorbell.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows the message of a {@link DoorbellException}, as Spring Boot does for a port in use. */
final class DoorbellFailureAnalyzer extends AbstractFailureAnalyzer<DoorbellException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, DoorbellException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct the socket unit, the keys server.port, server.address and doorbell.*, or the dependencies, as the description"
                        + " says.",
                cause);
    }
}
