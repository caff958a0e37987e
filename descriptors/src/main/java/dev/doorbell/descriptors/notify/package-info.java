/**
 * Datagrams to a service manager, with descriptors; and the names that both sides of {@code sd_listen_fds(3)} use,
 * {@link dev.doorbell.descriptors.notify.ListenFds}.
 */
@NullMarked
package dev.doorbell.descriptors.notify;

import org.jspecify.annotations.NullMarked;
