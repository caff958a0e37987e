/** Programs under the Darwin personality. */
@NullMarked
package dev.doorbell.e2e.darwin;

import org.jspecify.annotations.NullMarked;
