package dev.doorbell.benchmarks.coldstart;

/** Where the listener of a program is. A program is compared with the plain one of its family. */
enum Family {
    TCP,
    UNIX
}
