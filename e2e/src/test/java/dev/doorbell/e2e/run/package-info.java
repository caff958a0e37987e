/** Programs under {@code doorbell run} and {@code doorbell inspect}. */
@NullMarked
package dev.doorbell.e2e.run;

import org.jspecify.annotations.NullMarked;
