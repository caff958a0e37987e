/** Code of a program that uses Doorbell, seen from its stack traces. */
@NullMarked
package com.example;

import org.jspecify.annotations.NullMarked;
