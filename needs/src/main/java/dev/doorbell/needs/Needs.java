package dev.doorbell.needs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The needs of a test beyond a JDK, Maven, a POSIX shell and the commands of coreutils. Such a test runs in the profile
 * {@code e2e} only: it has the tag {@code e2e}, which the build excludes otherwise. If the machine lacks something, the
 * test is skipped with the reason; with CI=true it fails. A subclass has the needs of its superclass too.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("e2e")
@ExtendWith(NeedsCondition.class)
public @interface Needs {
    /**
     * Returns the commands that must be on the path. {@code cc} stands for the compiler of the C programs, a path for a
     * file that must be readable, {@code root} for that user, and {@code privileged ports} for ports below 1024 that only
     * root may bind. {@code Linux 6.9} stands for a kernel of at least that version; the test is skipped on an older one
     * even with CI=true, since no package of a distribution brings a newer kernel. Other words name a need of a
     * {@link NeedSource}.
     */
    String[] value();
}
