/** The provider of listeners that systemd, or another program with its protocol, passes: {@code sd_listen_fds(3)}. */
@NullMarked
package dev.doorbell.provider.systemd;

import org.jspecify.annotations.NullMarked;
