/**
 * The lifetime of a service process: {@linkplain dev.doorbell.lifecycle.Lifecycle an end that loses no connection}, when
 * idle or on a signal, and {@linkplain dev.doorbell.lifecycle.Watchdog a watchdog}. The service manager is
 * {@linkplain dev.doorbell.spi.ServiceManager notified} of each step.
 *
 * <p>{@code LifecycleThread} is the course. {@code Admission} takes connections and has the open ones, {@code Gate} counts
 * the work, and {@code IdleExit} decides when an idle program ends.
 */
@NullMarked
package dev.doorbell.lifecycle;

import org.jspecify.annotations.NullMarked;
