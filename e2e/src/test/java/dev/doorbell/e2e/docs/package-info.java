/** Tests of the README and of {@code docs/}: their commands, their programs, their links. */
@NullMarked
package dev.doorbell.e2e.docs;

import org.jspecify.annotations.NullMarked;
