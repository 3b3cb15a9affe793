//! Predicted chances in words: how likely, how that compares, and what speaks for it and against it.

use bareme_engine::view::{ChanceReason, ChanceView};

use super::Text;

impl Text {
    /// In a line: "34% chance to be qualified".
    pub fn chance(self, chance: &ChanceView) -> String {
        self.with(
            &format!("chance-short-{}", chance.of.word()),
            "percent",
            self.chance_percent(&chance.chance),
        )
    }

    /// Whole percents, never 0 and never 100: no prediction is certain.
    pub fn chance_percent(self, chance: &f64) -> String {
        let percent = (chance * 100.0).round();
        if percent < 1.0 {
            self.with("chance-below", "percent", self.whole_percent(1))
        } else if percent > 99.0 {
            self.with("chance-above", "percent", self.whole_percent(99))
        } else {
            self.whole_percent(percent)
        }
    }

    /// How that compares: "22% of 1,204 leads were qualified".
    pub fn chance_usual(self, chance: &ChanceView) -> String {
        let key = format!("chance-usual-{}", chance.of.word());
        let arguments =
            vec![("percent", self.chance_percent(&chance.usual)), ("leads", self.int(chance.leads))];
        self.with_all(&key, arguments)
    }

    /// The line, how it compares and its reasons, for a pointer that rests on it.
    pub fn chance_hint(self, chance: &ChanceView) -> String {
        let reason = |reason: &ChanceReason| {
            let sign = if reason.speaks_for { "+" } else { "−" };
            format!("{sign} {}: {}", reason.rule, self.chance_reason(reason))
        };
        let reasons = chance.reasons.iter().map(reason);
        std::iter::once(self.chance_usual(chance)).chain(reasons).collect::<Vec<_>>().join("\n")
    }

    /// What the rule saw: "Director of IT", "not known", "none of it".
    pub fn chance_reason(self, reason: &ChanceReason) -> String {
        let Some(line) = &reason.line else { return self.say("chance-nothing") };
        let fact = self.because(line);
        if line.missing || fact.is_empty() { self.say("value-unknown") } else { fact }
    }
}
