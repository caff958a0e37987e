/** From the class files of the JDK and of Netty to those that call the hooks. */
@NullMarked
package dev.doorbell.agent.rewriting;

import org.jspecify.annotations.NullMarked;
