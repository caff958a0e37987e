/** Code of somebody who uses Doorbell, seen from its stack traces. */
@NullMarked
package com.example;

import org.jspecify.annotations.NullMarked;
