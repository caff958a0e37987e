package dev.doorbell.benchmarks.coldstart;

/**
 * One start.
 *
 * @param firstByte milliseconds from the client's connection, or the start of a program that binds, to the first byte
 * @param cpu milliseconds of user and system time, of the whole process from its first to its last instruction, and of
 *     the processes that it started
 * @param peak the most memory it had until the first byte, in MiB
 */
record Sample(double firstByte, double cpu, double peak) {}
