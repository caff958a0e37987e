/**
 * The files that install a service, made from what the service declares: {@link dev.doorbell.units.SystemdUnits} and
 * {@link dev.doorbell.units.LaunchdPlist} write a {@link dev.doorbell.units.ServiceDeclaration}. What a service manager
 * cannot express is refused by name, never left out. A listener's file without a mode has the one of the service manager:
 * systemd makes sockets, FIFOs and queues that everybody may write to ({@code SocketMode=} in {@code systemd.socket(5)}).
 */
@NullMarked
package dev.doorbell.units;

import org.jspecify.annotations.NullMarked;
