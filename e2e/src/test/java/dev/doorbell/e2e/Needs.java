package dev.doorbell.e2e;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Says what a test needs beyond a JDK, Maven, a POSIX shell and the commands of coreutils. Such a test runs in the
 * profile {@code e2e} only: it has the tag {@code e2e}, which the build leaves out otherwise. Where the machine lacks
 * something, the test is skipped with the reason; with CI=true it fails. A subclass needs what its superclass needs.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("e2e")
@ExtendWith(Needs.Condition.class)
public @interface Needs {
    /**
     * Commands that must be on the path; {@code cc} stands for the C programs, which the build makes where it has a compiler, {@code own network} for
     * the right to have a network namespace, {@code private systemd} for what {@link PrivateSystemd} boots with, {@code
     * newer systemd} for the one of {@link NewerSystemd}, {@code zig} and {@code foreign headers} for what {@link Cached}
     * has. A path stands for a file that must be readable.
     */
    String[] value();

    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            for (String need : context.getElement().map(Condition::needs).orElse(List.of())) {
                Optional<String> missing = missing(need);
                if (missing.isPresent()) {
                    return disabled("this machine has no " + missing.get());
                }
            }
            return ConditionEvaluationResult.enabled("everything it needs is here");
        }

        /** What a class needs, and each class that it extends: an annotation hides the one of the superclass. */
        private static List<String> needs(AnnotatedElement element) {
            List<String> needs = new ArrayList<>();
            AnnotatedElement at = element;
            while (at != null) {
                AnnotationSupport.findAnnotation(at, Needs.class)
                        .ifPresent(found -> needs.addAll(List.of(found.value())));
                at = at instanceof Class<?> type ? type.getSuperclass() : null;
            }
            return needs;
        }

        private static ConditionEvaluationResult disabled(String reason) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(reason + ", and with CI=true nothing may be skipped");
            }
            return ConditionEvaluationResult.disabled(reason);
        }

        private static Optional<String> missing(String need) {
            return switch (need) {
                case "cc" ->
                    areBuilt() ? Optional.empty() : Optional.of("C programs: none are built in " + Paths.NATIVE);
                case "own network" -> OwnNetwork.isAllowed() ? Optional.empty() : Optional.of(need);
                case "private systemd" -> PrivateSystemdNeeds.missing().map(why -> need + ": " + why);
                case "zig" -> Cached.ZIG.missing().map(why -> need + ": " + why);
                case "foreign headers" -> Cached.FOREIGN_HEADERS.missing().map(why -> need + ": " + why);
                case "newer systemd" -> NewerSystemd.missing().map(why -> need + ": " + why);
                default -> isReadable(need) || isOnPath(need) ? Optional.empty() : Optional.of(need);
            };
        }

        private static boolean areBuilt() {
            return Files.isExecutable(Paths.NATIVE.resolve("c_numbers"));
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
