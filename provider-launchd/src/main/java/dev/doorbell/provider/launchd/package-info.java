/** The provider of listeners that launchd passes on macOS: the {@code Sockets} dictionary of {@code launchd.plist(5)}. */
@NullMarked
package dev.doorbell.provider.launchd;

import org.jspecify.annotations.NullMarked;
