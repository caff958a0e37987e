/** Small programs that use the library as its users do. The tests start them as processes of their own. */
@NullMarked
package dev.doorbell.e2e.programs;

import org.jspecify.annotations.NullMarked;
