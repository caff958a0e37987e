/**
 * The listeners that a program declares: {@link dev.doorbell.spec.ListenerSpec}, its kind, address and options, and the
 * text form that it is parsed from.
 */
@NullMarked
package dev.doorbell.spec;

import org.jspecify.annotations.NullMarked;
