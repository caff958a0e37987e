package dev.doorbell.e2e;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What a test needs of the machine. Where it is missing, the test is skipped with the reason; with CI=true it fails. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Needs.Condition.class)
@interface Needs {
    /**
     * Commands that must be on the path; {@code cc} stands for what the C programs are built with, {@code own network} for
     * the right to have a network namespace.
     */
    String[] value();

    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Needs needs = AnnotationSupport.findAnnotation(context.getElement(), Needs.class)
                    .orElse(null);
            if (needs != null) {
                for (String command : needs.value()) {
                    if (!isThere(command)) {
                        return missing(command);
                    }
                }
            }
            return ConditionEvaluationResult.enabled("everything it needs is here");
        }

        private static ConditionEvaluationResult missing(String command) {
            String reason = "this machine has no " + command;
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(reason + ", and with CI=true nothing may be skipped");
            }
            return ConditionEvaluationResult.disabled(reason);
        }

        private static boolean isThere(String command) {
            if (command.equals("own network")) {
                return OwnNetwork.isAllowed();
            }
            for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
                if (new File(directory, command).canExecute()) {
                    return true;
                }
            }
            return false;
        }
    }
}
