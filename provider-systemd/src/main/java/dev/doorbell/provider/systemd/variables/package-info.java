/** The variables of {@code sd_listen_fds(3)}, read as libsystemd reads them. */
@NullMarked
package dev.doorbell.provider.systemd.variables;

import org.jspecify.annotations.NullMarked;
