/**
 * A starter for Spring Boot: the embedded web server accepts from the listeners that the service manager passed. An
 * application has nothing to call; {@link dev.doorbell.spring.DoorbellListener} injects listeners of its own.
 */
@NullMarked
package dev.doorbell.spring;

import org.jspecify.annotations.NullMarked;
