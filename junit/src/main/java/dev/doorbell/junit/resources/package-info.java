/**
 * The resources of a test and their end: directories, processes, and a shell that cleans up after a JVM that was killed.
 */
@NullMarked
package dev.doorbell.junit.resources;

import org.jspecify.annotations.NullMarked;
