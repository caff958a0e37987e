/** Tests of what descriptors knows of C, against C itself. */
@NullMarked
package dev.doorbell.descriptors;

import org.jspecify.annotations.NullMarked;
