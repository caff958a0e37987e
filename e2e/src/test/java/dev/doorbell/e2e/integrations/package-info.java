/** Adapters for servers of other projects: the programs of docs/integrations.md, on the oldest and newest versions. */
@NullMarked
package dev.doorbell.e2e.integrations;

import org.jspecify.annotations.NullMarked;
