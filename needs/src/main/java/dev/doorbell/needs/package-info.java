/** What a test needs of the machine. */
@NullMarked
package dev.doorbell.needs;

import org.jspecify.annotations.NullMarked;
