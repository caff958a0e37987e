/** Small programs that use the library as its users do. The tests start each as a process. */
@NullMarked
package dev.doorbell.e2e.programs;

import org.jspecify.annotations.NullMarked;
