/**
 * The hooks that classes of the JDK and of Netty call. In the jar this package is {@code java.nio.channels.spi}, which each
 * module can access: the build moves it there, and the agent defines its class in {@code java.base}. So the class needs no
 * place in the boot class path, which would end the class data sharing of the program.
 */
@NullMarked
package dev.doorbell.agent.hooks;

import org.jspecify.annotations.NullMarked;
