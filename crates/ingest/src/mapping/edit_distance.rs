//! Did you mean …? The nearest of the names that exist.

use bareme_scoring::fold;

/// The name that is nearest, when it is near enough to be meant.
pub(crate) fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let wanted: Vec<char> = fold(name).chars().collect();
    known
        .into_iter()
        .map(|candidate| (distance(&wanted, &fold(candidate).chars().collect::<Vec<_>>()), candidate))
        .filter(|(distance, _)| *distance <= 1 + wanted.len() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance: insertions, deletions and substitutions of characters.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let substituted = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_guessed_and_another_word_is_not() {
        let known = ["Email", "Company name", "Country"];
        assert_eq!(nearest("Compny Name", known), Some("Company name"));
        assert_eq!(nearest("emial", known), Some("Email"));
        assert_eq!(nearest("Revenue", known), None);
    }
}
