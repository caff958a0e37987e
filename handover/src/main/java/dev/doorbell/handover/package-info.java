/**
 * A child process with passed descriptors: the sending side of {@code sd_listen_fds(3)}.
 *
 * <p>A {@link dev.doorbell.handover.Handover} says what is passed. {@code ChildEnvironment}, {@code ShellCommand} and
 * {@code PosixSpawn} start the process; a {@link dev.doorbell.handover.ChildProcess} is the one that runs.
 */
@NullMarked
package dev.doorbell.handover;

import org.jspecify.annotations.NullMarked;
