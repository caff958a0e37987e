/** Tests of the built programs with real inherited sockets, under real service managers and stand-ins. */
@NullMarked
package dev.doorbell.e2e;

import org.jspecify.annotations.NullMarked;
