/**
 * The JDK package {@code sun.nio.ch}, and the ways into it: {@code sun.reflect.ReflectionFactory}, opened packages, JNA.
 *
 * <p>If a JDK renames a member, {@link dev.doorbell.descriptors.jdk.SunNioCh} has most of the names. {@code AcceptSteps} has
 * those of accepting on a UNIX socket, {@link dev.doorbell.descriptors.jdk.JdkFiles} those of channels of files,
 * {@link dev.doorbell.descriptors.jdk.UnixChannels} the fields of UNIX channels. {@link dev.doorbell.descriptors.jdk.JdkAccess}
 * and {@code JnaLookup} have those of the members that lead into the JDK.
 */
@NullMarked
package dev.doorbell.descriptors.jdk;

import org.jspecify.annotations.NullMarked;
