/**
 * The provider of listeners that systemd, or another program with its protocol, passes: {@code sd_listen_fds(3)}. It also
 * takes the socket on standard input ({@code Connections}), which inetd, {@code StandardInput=socket} of systemd and
 * {@code inetdCompatibility} of launchd pass without a variable.
 */
@NullMarked
package dev.doorbell.provider.systemd;

import org.jspecify.annotations.NullMarked;
