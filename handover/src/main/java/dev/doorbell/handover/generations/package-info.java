/**
 * Programs that upgrade themselves: {@link dev.doorbell.handover.generations.Generations} starts the next generation of a
 * program beside it, with the same listeners.
 */
@NullMarked
package dev.doorbell.handover.generations;

import org.jspecify.annotations.NullMarked;
