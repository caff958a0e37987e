/** Files, open and by path, and what {@code proc(5)} and {@code fd(4)} list; native code only where the JDK has no option. */
@NullMarked
package dev.doorbell.descriptors.files;

import org.jspecify.annotations.NullMarked;
