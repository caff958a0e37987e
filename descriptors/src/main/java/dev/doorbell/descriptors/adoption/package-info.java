/** From the number of a descriptor to its facts, to a claim, and to a JDK channel. */
@NullMarked
package dev.doorbell.descriptors.adoption;

import org.jspecify.annotations.NullMarked;
