package dev.doorbell.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Injects the {@link dev.doorbell.Listener} that the key {@code doorbell.listeners.NAME} declares.
 *
 * <pre>{@code
 * doorbell.listeners.control=unix:///run/shop/control.sock
 *
 * Control(@DoorbellListener("control") Listener listener) { … }
 * }</pre>
 */
@Documented
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
public @interface DoorbellListener {
    /**
     * The name of the listener.
     *
     * @return the name
     */
    String value();
}
