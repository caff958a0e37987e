/**
 * Text: {@link dev.doorbell.units.text.CheckedText} from a caller, {@link dev.doorbell.units.text.UnitText} in the syntax of
 * unit files, and {@link dev.doorbell.units.text.PrintableText} for messages. It knows no declaration.
 */
@NullMarked
package dev.doorbell.units.text;

import org.jspecify.annotations.NullMarked;
