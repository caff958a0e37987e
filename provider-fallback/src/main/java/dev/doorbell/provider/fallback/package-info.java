/**
 * The provider that binds the listeners that no service manager passed: {@link
 * dev.doorbell.provider.fallback.FallbackSource} binds each spec by its kind, with {@code IpBinder}, {@code UnixBinder},
 * {@code FileOpener} or {@code LinuxBinder}. {@code BindFailure} has the message of each error.
 */
@NullMarked
package dev.doorbell.provider.fallback;

import org.jspecify.annotations.NullMarked;
