/**
 * The agent's entry point. The program's class loader has only this package; the rest is in {@link AgentClassLoader}, except the
 * hooks, which are in the boot class loader.
 */
@NullMarked
package dev.doorbell.agent;

import org.jspecify.annotations.NullMarked;
