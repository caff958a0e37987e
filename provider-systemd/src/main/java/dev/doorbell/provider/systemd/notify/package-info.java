/** systemd as the one to tell: {@code sd_notify(3)}, the watchdog, and the descriptor store. */
@NullMarked
package dev.doorbell.provider.systemd.notify;

import org.jspecify.annotations.NullMarked;
