/** What a test needs of the machine. */
@NullMarked
package dev.doorbell.e2e;

import org.jspecify.annotations.NullMarked;
