package dev.doorbell.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A {@link PrivateSystemd} that JUnit boots and ends: one for all tests of a class in a static field, and one for each
 * test in another field or in a parameter.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BootExtension.class)
public @interface Booted {
    /** {@return whether to boot {@link Cached#SYSTEMD} instead of the systemd of this machine} */
    boolean newer() default false;
}
