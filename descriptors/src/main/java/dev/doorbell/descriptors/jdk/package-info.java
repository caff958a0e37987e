/**
 * The JDK package {@code sun.nio.ch}, and the ways in to it: opened packages, {@code sun.misc.Unsafe}, {@code
 * sun.reflect.ReflectionFactory} and JNA.
 */
@NullMarked
package dev.doorbell.descriptors.jdk;

import org.jspecify.annotations.NullMarked;
