//! Text compares without case and accents: Unicode NFKD, combining marks dropped, lower case.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The form in which texts are compared. Lower-case ASCII is returned as it is, without a copy.
///
/// # Examples
///
/// ```
/// assert_eq!(bareme_scoring::fold("Île-de-France"), "ile-de-france");
/// ```
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            Cow::Borrowed(text)
        }
    } else {
        // Lower case first: some capitals (İ) decompose to a letter and a mark only when lowered.
        let lowered = text.to_lowercase();
        Cow::Owned(lowered.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect())
    }
}
