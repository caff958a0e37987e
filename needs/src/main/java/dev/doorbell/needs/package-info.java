/** Requirements of tests on the machine. */
@NullMarked
package dev.doorbell.needs;

import org.jspecify.annotations.NullMarked;
