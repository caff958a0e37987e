/** Tests of the functions and numbers of C in the module descriptors, against the headers. */
@NullMarked
package dev.doorbell.descriptors;

import org.jspecify.annotations.NullMarked;
