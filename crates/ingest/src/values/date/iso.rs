//! ISO 8601 without a copy: the form that nearly every date of a long file has.

/// What stands in a text in ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Iso {
    pub year: i64,
    pub month: u32,
    pub day: u32,
    /// Milliseconds since midnight, when there is a time.
    pub time: Option<i64>,
    /// Minutes east of UTC, when said.
    pub offset: Option<i64>,
}

/// Days since 1970-01-01 in the Gregorian calendar; `None` when there is no such day. (Howard Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.)
pub(super) fn days_from_civil(year: i64, month: u32, day: u32) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return None,
    };
    if day == 0 || day > last {
        return None;
    }
    let shifted_year = if month <= 2 { year - 1 } else { year };
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let month_from_march = i64::from((month + 9) % 12);
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

/// `2026-06-30`, and behind `T` or a space a time (`9:05`, `09:05:07`, `09:05:07.123456`) and a zone (`Z`, `UTC`, `+02:00`,
/// `+0200`, `+02`). `None` when the text has another shape; day and month are not yet checked.
pub(super) fn iso(text: &[u8]) -> Option<Iso> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, rest @ ..] = text else { return None };
    let year = digits(&[*y1, *y2, *y3, *y4])?;
    let month = u32::try_from(digits(&[*m1, *m2])?).ok()?;
    let day = u32::try_from(digits(&[*d1, *d2])?).ok()?;
    let date = Iso { year, month, day, time: None, offset: None };
    match rest {
        [] => Some(date),
        [b'T' | b't' | b' ', time @ ..] => {
            let (millis, rest) = clock(time)?;
            let offset = if rest.is_empty() { None } else { Some(offset(rest)?) };
            Some(Iso { time: Some(millis), offset, ..date })
        }
        _ => None,
    }
}

/// The time of day in milliseconds and what follows. A leap second counts as the second before it.
fn clock(text: &[u8]) -> Option<(i64, &[u8])> {
    let (hour, rest) = match text {
        [h1, h2, b':', rest @ ..] => (digits(&[*h1, *h2])?, rest),
        [h, b':', rest @ ..] => (digits(&[*h])?, rest),
        _ => return None,
    };
    let [m1, m2, rest @ ..] = rest else { return None };
    let minute = digits(&[*m1, *m2])?;
    let (second, rest) = match rest {
        [b':', s1, s2, rest @ ..] => (digits(&[*s1, *s2])?, rest),
        _ => (0, rest),
    };
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (millis, rest) = match rest {
        [b'.' | b',', rest @ ..] => {
            let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if length == 0 {
                return None;
            }
            let digit = |place: usize| rest[..length].get(place).map_or(0, |byte| i64::from(byte - b'0'));
            (digit(0) * 100 + digit(1) * 10 + digit(2), &rest[length..])
        }
        _ => (0, rest),
    };
    Some((((hour * 60 + minute) * 60 + second.min(59)) * 1000 + millis, rest))
}

/// Minutes east of UTC.
fn offset(text: &[u8]) -> Option<i64> {
    let text = text.strip_prefix(b" ").unwrap_or(text);
    match text {
        [b'Z' | b'z'] | b"UTC" | b"utc" | b"GMT" => Some(0),
        [sign @ (b'+' | b'-'), rest @ ..] => {
            let (hours, minutes) = match rest {
                [h1, h2] => (digits(&[*h1, *h2])?, 0),
                [h1, h2, b':', m1, m2] | [h1, h2, m1, m2] => (digits(&[*h1, *h2])?, digits(&[*m1, *m2])?),
                _ => return None,
            };
            if hours > 23 || minutes > 59 {
                return None;
            }
            let total = hours * 60 + minutes;
            Some(if *sign == b'-' { -total } else { total })
        }
        _ => None,
    }
}

fn digits(bytes: &[u8]) -> Option<i64> {
    bytes
        .iter()
        .try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0')))
}
