/**
 * The hooks that the JDK's own classes call. In the jar this package is {@code sun.nio.ch}, that of its callers: the build moves
 * it there, and the agent defines its class in {@code java.base}. So the class needs no place in the boot class path, which
 * would take the class data sharing of the program away.
 */
@NullMarked
package dev.doorbell.agent.hooks;

import org.jspecify.annotations.NullMarked;
