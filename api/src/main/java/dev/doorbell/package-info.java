/**
 * What an application uses: it declares {@linkplain dev.doorbell.spec.ListenerSpec what it serves on} and
 * {@linkplain dev.doorbell.Doorbell#open(ListenerSpec...) opens} its {@linkplain dev.doorbell.Listeners listeners}.
 */
@NullMarked
package dev.doorbell;

import org.jspecify.annotations.NullMarked;
