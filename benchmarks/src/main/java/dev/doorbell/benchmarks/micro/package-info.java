/** The parts of Doorbell under JMH, and adopted channels beside natively bound ones. */
@NullMarked
package dev.doorbell.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
