/** Small programs whose start is looked at from outside: which classes each of them makes the JVM load. */
@NullMarked
package dev.doorbell.startup;

import org.jspecify.annotations.NullMarked;
