/** Tests of what the provider knows of C, against C itself. */
@NullMarked
package dev.doorbell.provider.launchd;

import org.jspecify.annotations.NullMarked;
