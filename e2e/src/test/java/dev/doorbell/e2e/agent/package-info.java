/** Servers that know nothing of Doorbell, under the agent. */
@NullMarked
package dev.doorbell.e2e.agent;

import org.jspecify.annotations.NullMarked;
