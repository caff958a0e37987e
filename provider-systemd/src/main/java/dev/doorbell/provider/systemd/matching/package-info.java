/** Pure functions from specs and the facts of passed descriptors to an assignment, by evidence, strongest first. */
@NullMarked
package dev.doorbell.provider.systemd.matching;

import org.jspecify.annotations.NullMarked;
