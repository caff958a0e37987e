/**
 * The API of applications. A program declares {@linkplain dev.doorbell.spec.ListenerSpec its listeners} and
 * {@linkplain dev.doorbell.Doorbell#open(ListenerSpec...) opens} {@linkplain dev.doorbell.Listeners them}. The types that it
 * shares with providers are in {@link dev.doorbell.spi}, such as {@link dev.doorbell.spi.ServiceManager} and
 * {@link dev.doorbell.spi.ActivationException}.
 */
@NullMarked
package dev.doorbell;

import org.jspecify.annotations.NullMarked;
