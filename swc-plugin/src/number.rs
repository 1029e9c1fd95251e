//! Numbers as JavaScript has them: in the twin all of this is part of the language.

/// `String(value)`.
pub fn to_string(value: f64) -> String {
    ryu_js::Buffer::new().format(value).into()
}

/// The integer modulo 2^32 that the bitwise operators see.
pub fn to_int32(value: f64) -> i32 {
    if !value.is_finite() {
        return 0;
    }
    // `rem_euclid` could round up to the modulus itself; the remainder of an integer is exact.
    let remainder = value.trunc() % 4_294_967_296.0;
    remainder as i64 as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::excessive_precision)] // the shortest digits are the point
    fn a_number_is_written_as_javascript_writes_it() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-1.5, "-1.5"),
            (100.0, "100"),
            (0.1, "0.1"),
            (0.000001, "0.000001"),
            (0.0000001, "1e-7"),
            (1.25e-7, "1.25e-7"),
            (123456789012345680000.0, "123456789012345680000"),
            (1e21, "1e+21"),
            (-1.7976931348623157e308, "-1.7976931348623157e+308"),
            (5e-324, "5e-324"),
            (0.30000000000000004, "0.30000000000000004"),
            (1670042377690376.25, "1670042377690376.2"), // as close as …6.3, but even
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ];
        for (value, expected) in cases {
            assert_eq!(to_string(value), expected);
        }
    }

    #[test]
    fn bitwise_operators_see_the_value_modulo_two_to_the_32nd() {
        let cases = [
            (0.0, 0),
            (-1.9, -1),
            (2147483648.0, -2147483648),
            (4294967295.0, -1),
            (-4294967297.0, -1),
            (1e21, -559939584),
            (f64::INFINITY, 0),
            (f64::NAN, 0),
        ];
        for (value, expected) in cases {
            assert_eq!(to_int32(value), expected, "{value}");
        }
    }
}
