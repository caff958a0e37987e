package dev.doorbell.needs;

import java.io.File;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** A condition that looks for the requirements of {@link Needs}. */
final class NeedsCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        for (String need : needs(context.getElement().orElse(null))) {
            Optional<String> missing = missing(need);
            if (missing.isPresent() && KernelNeeds.isVersion(need)) {
                return ConditionEvaluationResult.disabled("this machine has no " + missing.get());
            }
            if (missing.isPresent()) {
                return disabled("this machine has no " + missing.get());
            }
        }
        return ConditionEvaluationResult.enabled("everything it needs is here");
    }

    /** Returns the needs of a class and of each class that it extends, since an annotation hides that of the superclass. */
    private static List<String> needs(@Nullable AnnotatedElement element) {
        List<String> needs = new ArrayList<>();
        AnnotatedElement at = element;
        while (at != null) {
            AnnotationSupport.findAnnotation(at, Needs.class).ifPresent(found -> needs.addAll(List.of(found.value())));
            at = at instanceof Class<?> type ? type.getSuperclass() : null;
        }
        return needs;
    }

    private static ConditionEvaluationResult disabled(String reason) {
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(reason + ", and with CI=true no test may be skipped");
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    private static Optional<String> missing(String need) {
        for (NeedSource source : ServiceLoader.load(NeedSource.class)) {
            Supplier<Optional<String>> special = source.needs().get(need);
            if (special != null) {
                return special.get().map(why -> need + ": " + why);
            }
        }
        return KernelNeeds.has(need) || isReadable(need) || isOnPath(need) ? Optional.empty() : Optional.of(need);
    }

    private static boolean isReadable(String need) {
        return need.startsWith("/") && new File(need).canRead();
    }

    private static boolean isOnPath(String command) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (new File(directory, command).canExecute()) {
                return true;
            }
        }
        return false;
    }
}
