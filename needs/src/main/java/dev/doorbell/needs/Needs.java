package dev.doorbell.needs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Says what a test needs beyond a JDK, Maven, a POSIX shell and the commands of coreutils. Such a test runs in the
 * profile {@code e2e} only: it has the tag {@code e2e}, which the build leaves out otherwise. Where the machine lacks
 * something, the test is skipped with the reason; with CI=true it fails. A subclass needs what its superclass needs.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("e2e")
@ExtendWith(NeedsCondition.class)
public @interface Needs {
    /**
     * Commands that must be on the path, where {@code cc} stands for what the C programs are built with; a path stands for
     * a file that must be readable, {@code Linux 6.9} for a kernel of at least that version (also with CI=true
     * the test is skipped on an older one, which no package makes newer), {@code root} for that user, and {@code privileged ports}
     * for ports below 1024 that only root may bind. Other words name a need of a {@link NeedSource}.
     */
    String[] value();
}
