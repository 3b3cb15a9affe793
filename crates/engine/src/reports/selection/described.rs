//! A selection in the reader's words: for the chips above a list, and for files that tell what they hold.

use bareme_reporting::SlaFate;

use super::{Deed, Filter, Only, Selection};
use crate::reports::frame::{dimension, value_name};
use crate::reports::wording::Wording;

/// One parameter of an address, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// The parameter.
    pub name: &'static str,
    /// What it filters by.
    pub label: String,
    /// What it lets through.
    pub value: String,
}

/// How this installation calls what its words stand for.
pub trait Names {
    /// The title of a model, from its name; the name of one that nobody knows.
    fn title(&self, model: &str) -> String;

    /// What the agreement has people read for a reason, from its code; `None` where the message catalogue says it.
    fn reason(&self, code: &str) -> Option<String>;
}

/// Names of what accounts have: neither models nor reasons are among them.
pub(in crate::reports) struct AsTheyAre;

impl Names for AsTheyAre {
    fn title(&self, model: &str) -> String {
        model.to_owned()
    }

    fn reason(&self, _: &str) -> Option<String> {
        None
    }
}

impl Selection {
    /// Its parameters in the order of [`Self::words`], for people. `names` are those of this installation.
    pub fn described(&self, wording: &dyn Wording, names: &dyn Names) -> Vec<Described> {
        let words = self.words();
        let describe = |(name, _): &(&'static str, String)| self.parameter(name, wording, names);
        words.iter().filter_map(describe).collect()
    }

    fn parameter(&self, name: &'static str, wording: &dyn Wording, names: &dyn Names) -> Option<Described> {
        let stage = |stage: bareme_scoring::Stage| wording.say(&format!("stage-{}", stage.word()));
        let (label, value) = match name {
            super::STAGE => ("lead-stage", stage(self.stage?)),
            super::REACHED => ("lead-reached", stage(self.reached?)),
            super::FROM => ("lead-from", wording.date(self.from?)),
            super::UNTIL => ("lead-until", wording.date(self.before?)),
            super::HAPPENED => ("lead-happened", deed(wording, self.happened?.deed)),
            super::SINCE => ("lead-happened-from", wording.date(self.happened?.from?)),
            super::TO => ("lead-happened-until", wording.date(self.happened?.before?)),
            super::ONLY => ("lead-only", only(wording, self.only?)),
            super::CURRENCY => ("report-currency", self.currency?.code().to_owned()),
            super::WITHOUT => {
                let names = self.filters.iter().filter(|filter| filter.value.is_none());
                let names: Vec<String> = names.map(|filter| dimension(wording, &filter.by)).collect();
                ("lead-without", names.join(", "))
            }
            super::MODEL => ("by-model", names.title(self.model.as_deref()?)),
            filtered => return self.filtered(filtered, wording, names),
        };
        Some(Described { name, label: wording.say(label), value })
    }

    /// What leads have; several attributes share a parameter.
    fn filtered(&self, name: &'static str, wording: &dyn Wording, names: &dyn Names) -> Option<Described> {
        let has = |filter: &&Filter| filter.by.parameter() == name && filter.value.is_some();
        let filters: Vec<&Filter> = self.filters.iter().filter(has).collect();
        let value = |filter: &&Filter| value_name(names, wording, &filter.by, filter.value.as_deref());
        match filters.as_slice() {
            [] => None,
            [one] => Some(Described { name, label: dimension(wording, &one.by), value: value(one) }),
            several => {
                let each =
                    |filter: &&Filter| format!("{}: {}", dimension(wording, &filter.by), value(filter));
                let values: Vec<String> = several.iter().map(each).collect();
                Some(Described { name, label: wording.say("lead-attributes"), value: values.join("; ") })
            }
        }
    }
}

fn deed(wording: &dyn Wording, deed: Deed) -> String {
    match deed {
        Deed::Reached(stage) => wording.say(&format!("stage-{}", stage.word())),
        Deed::Decided => wording.say("only-decided"),
        Deed::Refused => wording.say("only-refused"),
    }
}

fn only(wording: &dyn Wording, only: Only) -> String {
    let stage = |stage: bareme_scoring::Stage| wording.say(&format!("stage-{}", stage.word()));
    match only {
        Only::Left(at) => wording.fill("only-left", &[("stage", stage(at))]),
        Only::Standing(at) => wording.fill("only-standing", &[("stage", stage(at))]),
        Only::Flow(from, Some(to)) => wording.fill("only-flow", &[("from", stage(from)), ("to", stage(to))]),
        Only::Flow(from, None) => wording.fill("only-flow-end", &[("from", stage(from))]),
        Only::Answer(SlaFate::Overdue) => wording.say("only-overdue"),
        plain => wording.say(&format!("only-{}", plain.word())),
    }
}
