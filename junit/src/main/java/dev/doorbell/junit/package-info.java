/**
 * A test kit for activated programs, and for code that opens listeners: {@link dev.doorbell.junit.Activated} is a JUnit Jupiter
 * extension that holds listeners in place of a service manager and starts a program for what arrives on them.
 */
@NullMarked
package dev.doorbell.junit;

import org.jspecify.annotations.NullMarked;
