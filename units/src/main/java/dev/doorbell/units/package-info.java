/**
 * The files that install a service: {@link dev.doorbell.units.SystemdUnits} and {@link dev.doorbell.units.LaunchdPlist} write
 * a {@link dev.doorbell.units.ServiceDeclaration}. A setting that a service manager cannot express is refused, except
 * {@code backlog} and {@code reuseport} with launchd, which are left out with a warning. The file of a listener without a mode
 * has the default of the service manager: systemd makes sockets, FIFOs and queues that every user can write to
 * ({@code SocketMode=} in {@code systemd.socket(5)}).
 */
@NullMarked
package dev.doorbell.units;

import org.jspecify.annotations.NullMarked;
