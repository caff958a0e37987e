/** Tests of the provider's functions and numbers of C, against the headers. */
@NullMarked
package dev.doorbell.provider.launchd;

import org.jspecify.annotations.NullMarked;
