/** The JDK package {@code sun.nio.ch}, and the ways into it: {@code sun.reflect.ReflectionFactory}, opened packages, JNA. */
@NullMarked
package dev.doorbell.descriptors.jdk;

import org.jspecify.annotations.NullMarked;
