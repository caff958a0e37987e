/**
 * From the number of an open descriptor to {@linkplain dev.doorbell.descriptors.DescriptorFacts its facts}, and to
 * {@linkplain dev.doorbell.descriptors.InheritedHandle a JDK channel}. For providers and adapters.
 *
 * <p>The JDK has no public way to make a channel of a descriptor. This package calls the JDK's own constructors in
 * {@code sun.nio.ch}, by the first of four ways that is open: the package is open to it ({@code --add-opens
 * java.base/sun.nio.ch=ALL-UNNAMED}, or {@code Add-Opens} in the manifest of the program's jar); {@code sun.misc.Unsafe}
 * on JDK 17 to 23; {@code sun.reflect.ReflectionFactory}, which the module {@code jdk.unsupported} keeps for serializers;
 * JNA. {@code -Ddoorbell.access=opened|unsafe|serialization|jna} forces one, for tests and for finding a fault.
 */
@NullMarked
package dev.doorbell.descriptors;

import org.jspecify.annotations.NullMarked;
