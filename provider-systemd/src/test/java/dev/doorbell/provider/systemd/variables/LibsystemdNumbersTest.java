package dev.doorbell.provider.systemd.variables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value here was put to libsystemd 252, and this is what it said. */
class LibsystemdNumbersTest {
    @ParameterizedTest
    @CsvSource({"1,1", "+1,1", "-1,-1", "0,0", "-0,0", "2147483647,2147483647", "-2147483648,-2147483648"})
    void a_number_is_decimal_with_or_without_a_sign(String text, int number) {
        assertThat(LibsystemdNumbers.parseInt(text)).hasValue(number);
    }

    @ParameterizedTest
    @CsvSource({"01,1", "010,8", "00,0", "0x1,1", "0X1f,31", "-0x10,-16", "+0x1,1", "0xFF,255"})
    void a_leading_zero_is_octal_and_0x_hexadecimal_as_in_c(String text, int number) {
        assertThat(LibsystemdNumbers.parseInt(text)).hasValue(number);
    }

    @ParameterizedTest
    @CsvSource({"0b1,1", "0B101,5", "0o17,15", "0O7,7"})
    void systemd_adds_prefixes_for_binary_and_octal(String text, int number) {
        assertThat(LibsystemdNumbers.parseInt(text)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {" 1", "\t1", "\n1", "\r1", "\u000b1", "\f1", " \t\n\u000b\f\r1"})
    void white_space_before_a_number_is_skipped(String text) {
        assertThat(LibsystemdNumbers.parseInt(text)).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 ", "1\n", "1x", "1_0", "1.0", "1e1", "0x1 ", "0b1 "})
    void nothing_may_follow_a_number(String text) {
        assertThat(LibsystemdNumbers.parseInt(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "+", "-", "--1", "+-1", "- 1", "x", "0x", "0b", "0o", "08", "0xg", "0b2", "0o8"})
    void what_has_no_digits_of_its_base_is_no_number(String text) {
        assertThat(LibsystemdNumbers.parseInt(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0b+1,1", "'0b 1',1", "0b-1,-1", "'0o\u000b7',7"})
    void systemds_own_prefixes_may_be_followed_by_white_space_and_a_sign(String text, int number) {
        assertThat(LibsystemdNumbers.parseInt(text)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x+1", "0x 1", "-0b1", "+0o1", "0b0b1", "0b0x1", "0x0x1"})
    void cs_prefixes_may_not_and_two_prefixes_are_none(String text) {
        assertThat(LibsystemdNumbers.parseInt(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0663", "\uff11", "\u00a01", "\u00851", "1\u00e9"})
    void only_ascii_has_digits_and_white_space(String text) {
        assertThat(LibsystemdNumbers.parseInt(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "-2147483649", "0x80000000", "4294967297", "99999999999999999999999999"})
    void what_does_not_fit_an_int_is_an_error(String text) {
        assertThat(LibsystemdNumbers.parseInt(text)).isEmpty();
    }

    @Test
    void leading_zeros_do_not_make_a_number_too_long() {
        assertThat(LibsystemdNumbers.parseInt("0x" + "0".repeat(100) + "5")).isEqualTo(OptionalInt.of(5));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-0,0", "7,7", "0x10,16", "18446744073709551615,-1", "0xffffffffffffffff,-1"})
    void an_unsigned_number_has_64_bits(String text, long bits) {
        assertThat(LibsystemdNumbers.parseUnsignedLong(text)).hasValue(bits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "7 ", "-1", " -1", "0b-1", "18446744073709551616", "-18446744073709551616"})
    void what_does_not_fit_64_bits_or_is_negative_is_an_error(String text) {
        assertThat(LibsystemdNumbers.parseUnsignedLong(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'\u000b-1',-1", "'\f-18446744073709551609',7", "'0b\u000b-1',-1", "' \u000b-0',0"})
    void libsystemd_overlooks_a_minus_behind_white_space_that_only_c_knows(String text, long bits) {
        assertThat(LibsystemdNumbers.parseUnsignedLong(text)).hasValue(bits);
    }
}
