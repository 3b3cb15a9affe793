//! The languages that Bareme speaks, and how a visitor's choice is read.

/// A language with a complete message catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// English; figures as 1,234.5 and dates as 30 Jun 2026.
    #[default]
    English,
    /// French; figures as 1 234,5 and dates as 30 juin 2026.
    French,
}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// Primary subtag of BCP 47.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// The name of the language in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
        }
    }

    /// The language of a tag such as `fr`, `fr-CH` or `EN_us`; `None` when it is not spoken here.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// The best language of an `Accept-Language` header (RFC 9110, section 12.5.4): the highest weight that is
    /// spoken here, the first of equals.
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(Self, f64)> = None;
        for item in header.split(',') {
            let mut parts = item.split(';');
            let Some(language) = parts.next().and_then(Self::from_tag) else { continue };
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(1.0, |q| q.trim().parse::<f64>().unwrap_or(0.0));
            if weight > best.map_or(0.0, |(_, weight)| weight) {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_weight_that_is_spoken_here_wins() {
        let choose = Language::from_accept_language;
        assert_eq!(choose("de, fr;q=0.8, en;q=0.9"), Some(Language::English));
        assert_eq!(choose("fr-CH, en;q=0.9"), Some(Language::French));
        assert_eq!(choose("en;q=0, fr;q=0.1"), Some(Language::French));
        assert_eq!(choose("de, ja"), None);
        assert_eq!(choose(";;q=,,"), None);
    }
}
