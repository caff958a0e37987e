/** Doorbell compared with libsystemd on generated cases. */
@NullMarked
package dev.doorbell.e2e.libsystemd;

import org.jspecify.annotations.NullMarked;
