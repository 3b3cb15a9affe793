//! "Did you mean": the nearest known word to a mistyped one.

/// The nearest of the words, when it is near enough to be a slip of the fingers.
pub(super) fn nearest<'a>(typed: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed: Vec<char> = typed.to_lowercase().chars().collect();
    let limit = (typed.len() / 3).clamp(1, 3);
    words
        .into_iter()
        .map(|word| (distance(&typed, &word.to_lowercase().chars().collect::<Vec<_>>()), word))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, word)| word)
}

/// The nearest of the attributes, by what stands behind the scope: `account.industri` is near to `account.industry`,
/// and `account.x1` to nothing, although most of its letters are those of `account.id`. One of the same scope goes
/// before the same name of another one.
pub(super) fn nearest_attribute<'a>(
    typed: &str,
    attributes: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let (scope, name) = typed.split_once('.').unwrap_or(("", typed));
    let parts: Vec<(&str, &str, &'a str)> = attributes
        .into_iter()
        .filter_map(|word| word.split_once('.').map(|(scope, name)| (scope, name, word)))
        .collect();
    let whole = |found: &str, same_scope: bool| {
        let fits = |(of, name, _): &&(&str, &str, &'a str)| *name == found && (*of == scope || !same_scope);
        parts.iter().find(fits).map(|(_, _, word)| *word)
    };
    let names = |same_scope: bool| {
        parts.iter().filter(move |(of, _, _)| *of == scope || !same_scope).map(|(_, name, _)| *name)
    };
    nearest(name, names(true))
        .and_then(|found| whole(found, true))
        .or_else(|| nearest(name, names(false)).and_then(|found| whole(found, false)))
}

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment distance).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |cells: &[usize], index: usize| cells.get(index).copied().unwrap_or(usize::MAX - 1);
            let replaced = at(&above, j) + usize::from(x != y);
            let mut best = replaced.min(at(&above, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_does_not() {
        assert_eq!(nearest("wieght", ["weight", "name"]), Some("weight"));
        assert_eq!(nearest("categorys", ["category", "grades"]), Some("category"));
        assert_eq!(nearest("colour", ["weight", "name"]), None);
    }

    #[test]
    fn an_attribute_is_compared_by_its_name_and_not_by_its_scope() {
        let known = ["account.id", "account.industry", "contact.city", "contact.title"];
        let found = |typed| nearest_attribute(typed, known);
        assert_eq!(found("account.industri"), Some("account.industry"));
        assert_eq!(found("contact.industry"), Some("account.industry"));
        assert_eq!(found("acount.industry"), Some("account.industry"));
        assert_eq!(found("industry"), Some("account.industry"));
        assert_eq!(found("account.x1yz"), None);
        assert_eq!(found("contact.age"), None);
    }
}
