/**
 * The provider that binds the listeners that no service manager passed: {@link
 * dev.doorbell.provider.fallback.FallbackSource} binds each spec by its kind.
 */
@NullMarked
package dev.doorbell.provider.fallback;

import org.jspecify.annotations.NullMarked;
