package dev.doorbell.e2e;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What a test needs of the machine. Where it is missing, the test is skipped with the reason; with CI=true it fails. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Needs.Condition.class)
public @interface Needs {
    /**
     * Commands that must be on the path; {@code cc} stands for what the C programs are built with, {@code own network} for
     * the right to have a network namespace, {@code private systemd} for what {@link PrivateSystemd} boots with, {@code
     * newer systemd} for the one of {@link NewerSystemd}. A path stands for a file that must be readable.
     */
    String[] value();

    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Needs needs = AnnotationSupport.findAnnotation(context.getElement(), Needs.class)
                    .orElse(null);
            if (needs != null) {
                for (String command : needs.value()) {
                    Optional<String> missing = missing(command);
                    if (missing.isPresent()) {
                        return disabled("this machine has no " + missing.get());
                    }
                }
            }
            return ConditionEvaluationResult.enabled("everything it needs is here");
        }

        private static ConditionEvaluationResult disabled(String reason) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(reason + ", and with CI=true nothing may be skipped");
            }
            return ConditionEvaluationResult.disabled(reason);
        }

        private static Optional<String> missing(String need) {
            return switch (need) {
                case "own network" -> OwnNetwork.isAllowed() ? Optional.empty() : Optional.of(need);
                case "private systemd" -> PrivateSystemdNeeds.missing().map(why -> need + ": " + why);
                case "newer systemd" -> NewerSystemd.missing().map(why -> need + ": " + why);
                default -> isReadable(need) || isOnPath(need) ? Optional.empty() : Optional.of(need);
            };
        }

        private static boolean isReadable(String need) {
            return need.startsWith("/") && new File(need).canRead();
        }

        private static boolean isOnPath(String command) {
            for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
                if (new File(directory, command).canExecute()) {
                    return true;
                }
            }
            return false;
        }
    }
}
