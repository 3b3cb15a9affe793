//! What to know before believing a run: what the data do not carry, which leads are in no figure, what may have leaked.

use bareme_recalibration::run::{Half, LeakKind, RunNote};

use super::Telling;
use super::verdict::real;

impl Telling<'_> {
    pub(super) fn cautions(&self) -> Vec<String> {
        let whole = self.whole();
        let mut said: Vec<String> = Vec::new();
        for leak in &whole.run.leaks {
            let name = leak.name.split_once('.').map_or(leak.name.as_str(), |(_, name)| name);
            let key = match leak.kind {
                LeakKind::FilledAfterwards => "recal-caution-filled-afterwards",
                LeakKind::TooGood => "recal-caution-too-good",
            };
            said.push(self.fill(key, &[("attribute", self.wording.attribute(name))]));
        }
        said.extend(whole.run.notes.iter().filter_map(|note| self.note(note)));
        let left_out = [
            ("recal-left-out-undated", whole.left_out.undated),
            ("recal-left-out-unripe", whole.left_out.unripe),
            ("recal-left-out-not-meant", whole.left_out.not_meant),
        ];
        for (key, count) in left_out.into_iter().filter(|(_, count)| *count > 0) {
            said.push(self.fill(key, &[("leads", self.leads(count))]));
        }
        if whole.recorded_later > 0 {
            let arguments = [
                ("leads", self.leads(whole.recorded_later)),
                ("all", self.number(real(whole.run.population.cases), 0)),
            ];
            said.push(self.fill("recal-recorded-later", &arguments));
        }
        said
    }

    /// A reservation as a sentence; `None` where the verdict or a section says it already.
    fn note(&self, note: &RunNote) -> Option<String> {
        let target = ("target", self.target());
        Some(match note {
            RunNote::TooFewEvents { .. } | RunNote::TooFewNonEvents { .. } | RunNote::NoReference => {
                return None;
            }
            RunNote::NeverReached { cases } | RunNote::AlwaysReached { cases } => {
                let key = format!("recal-note-{}", note.code().replace('_', "-"));
                self.fill(&key, &[("leads", self.leads(*cases)), target])
            }
            RunNote::ConstantCriterion { spot } | RunNote::PerfectSeparation { spot } => {
                let key = format!("recal-note-{}", note.code().replace('_', "-"));
                self.fill(&key, &[("spot", self.spot(spot))])
            }
            RunNote::EmptyMonths { months } => {
                self.fill("recal-note-empty-months", &[("months", months.join(", "))])
            }
            RunNote::HalfPointsWrong { half } => {
                let half = match half {
                    Half::Fit => "report-fit",
                    Half::Engagement => "report-engagement",
                };
                self.fill("recal-note-half-points-wrong", &[("half", self.say(half))])
            }
            RunNote::NoProposal { .. } => self.say("recal-note-no-proposal"),
            RunNote::NoPrediction { won, .. } => {
                let stage = if *won { "stage-won" } else { "stage-sql" };
                self.fill("recal-note-no-prediction", &[("target", self.say(stage))])
            }
            RunNote::NoCases
            | RunNote::OneMoment
            | RunNote::ConstantScore
            | RunNote::NoStanding
            | RunNote::NothingToChange => self.say(&format!("recal-note-{}", note.code().replace('_', "-"))),
        })
    }
}
