/** The lifetime of a process under the agent: when it is ready, when it is idle, and what SIGTERM does first. */
@NullMarked
package dev.doorbell.agent.lifetime;

import org.jspecify.annotations.NullMarked;
