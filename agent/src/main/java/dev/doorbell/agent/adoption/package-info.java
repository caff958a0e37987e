/** The descriptors that were passed, and how a socket of the program gets one of them. */
@NullMarked
package dev.doorbell.agent.adoption;

import org.jspecify.annotations.NullMarked;
