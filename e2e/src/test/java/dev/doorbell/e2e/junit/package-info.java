/** The test kit, as a user of its page has it. */
@NullMarked
package dev.doorbell.e2e.junit;

import org.jspecify.annotations.NullMarked;
