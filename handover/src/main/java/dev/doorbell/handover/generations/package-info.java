/**
 * Upgrades of a program by itself: {@link dev.doorbell.handover.generations.Generations} starts its next generation beside it,
 * with the same listeners.
 */
@NullMarked
package dev.doorbell.handover.generations;

import org.jspecify.annotations.NullMarked;
