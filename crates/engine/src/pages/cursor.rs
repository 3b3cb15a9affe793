//! Cursors of lists: opaque to people, checked when they come back.

use bareme_store::lists::{Key, Paged, Position};

use crate::view::Slice;
use crate::{EngineError, Result};

/// The position that a cursor stands for.
///
/// # Errors
///
/// [`EngineError::BadCursor`] when it is not one that [`to_cursor`] made.
pub(crate) fn from_cursor(cursor: Option<&str>) -> Result<Option<Position>> {
    cursor.map(|cursor| parse(cursor).ok_or(EngineError::BadCursor)).transpose()
}

fn parse(cursor: &str) -> Option<Position> {
    let mut parts = cursor.split('.');
    let (way, id, key) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let mut letters = way.chars();
    let (direction, kind) = (letters.next()?, letters.next()?);
    let key = match kind {
        'n' => Key::Number(key.parse().ok()?),
        't' => Key::Text(from_hex(key)?),
        _ => return None,
    };
    let backwards = match direction {
        'a' => false,
        'b' => true,
        _ => return None,
    };
    Some(Position { key, id: id.parse().ok()?, backwards })
}

/// The cursor of a position.
pub(crate) fn to_cursor(position: &Position) -> String {
    let direction = if position.backwards { 'b' } else { 'a' };
    match &position.key {
        Key::Number(number) => format!("{direction}n.{}.{number}", position.id),
        Key::Text(text) => format!("{direction}t.{}.{}", position.id, to_hex(text)),
    }
}

fn to_hex(text: &str) -> String {
    let digits = text.bytes().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

fn from_hex(hex: &str) -> Option<String> {
    if !hex.len().is_multiple_of(2) || hex.len() > 4_096 || !hex.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = hex
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    String::from_utf8(bytes?).ok()
}

/// A page with its cursors. `place` tells the sort value and the id of a row.
pub(crate) fn slice<T, V>(
    paged: Paged<T>,
    place: impl Fn(&T) -> (Key, i64),
    show: impl FnMut(T) -> Result<V>,
) -> Result<Slice<V>> {
    let cursor = |row: &T, backwards| {
        let (key, id) = place(row);
        to_cursor(&Position { key, id, backwards })
    };
    let next = paged.rows.last().filter(|_| paged.more_after).map(|row| cursor(row, false));
    let previous = paged.rows.first().filter(|_| paged.more_before).map(|row| cursor(row, true));
    Ok(Slice { rows: paged.rows.into_iter().map(show).collect::<Result<_>>()?, next, previous })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        for key in [Key::Number(-17), Key::Text("île & ünï".to_owned()), Key::Text(String::new())] {
            let position = Position { key, id: 42, backwards: true };
            assert_eq!(from_cursor(Some(&to_cursor(&position))).unwrap(), Some(position));
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for cursor in ["", "an", "an.1", "xn.1.2", "an.1.2.3", "at.1.zz", "at.1.ff", "an.1.1e9", "🦀"] {
            assert!(matches!(from_cursor(Some(cursor)), Err(EngineError::BadCursor)), "{cursor}");
        }
    }
}
