//! The strongest surges and the people behind them.

use bareme_reporting::{Behind, Cell, Column, Figure, Kind, List, Section, Table};
use bareme_rollup::{People, Rollup, surge};
use bareme_store::AnyConnection;
use bareme_store::lists::{self, AccountFilter, AccountSort};

use super::Study;
use super::known::Known;
use crate::graph::neighbourhood;
use crate::score::{people_of, rules_of};
use crate::{Engine, Result};

/// Surges that are shown.
const SHOWN: usize = 10;
/// People that are named for each.
const NAMED: usize = 3;

/// The surges of the filter.
pub(super) struct Surges {
    /// How many accounts surge; at most [`lists::COUNTED`].
    count: u64,
    /// Whether there are more.
    more: bool,
    strongest: Vec<Surging>,
}

/// An account that surges.
struct Surging {
    id: i64,
    name: String,
    owner: Option<String>,
    recent: u64,
    baseline: u64,
    factor: Option<f64>,
    p: f64,
    /// Those who were most active, and how many more there are.
    people: (Vec<String>, usize),
}

pub(super) fn load(engine: &Engine, c: &mut AnyConnection, known: &Known) -> Result<Surges> {
    let Some(model) = &known.model else {
        return Ok(Surges { count: 0, more: false, strongest: Vec::new() });
    };
    let filter =
        AccountFilter { surging: true, sort: AccountSort::Surge, limit: SHOWN, ..known.filter.clone() };
    let counted = lists::count_accounts(c, &filter)?;
    let rows = lists::list_accounts(c, &filter)?.rows;
    if rows.is_empty() {
        return Ok(Surges { count: 0, more: false, strongest: Vec::new() });
    }
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let moment = known.as_of.unwrap_or(known.now);
    let around = neighbourhood(c, &model.model.account.weights, &ids, moment)?;
    let people = People::new(&around.graph, people_of(c, model.stored.id, &around.contacts)?)?;
    let rules = rules_of(&model.model);
    let rollup = Rollup::new(&around.graph, &people, &rules);
    let seen = engine.people(c)?;
    let mut strongest = Vec::new();
    for row in rows {
        let Some(score) = row.score else { continue };
        let behind = rollup.surge_people(row.id)?;
        let first: Vec<i64> = behind.iter().take(NAMED).map(|person| person.contact).collect();
        let names = seen.names(c, &first)?;
        let name = |id: &i64| {
            names
                .iter()
                .find(|(known, _, _)| known == id)
                .map(|(_, name, _)| name.clone())
                .unwrap_or_default()
        };
        let count = |number: i32| u64::try_from(number).unwrap_or(0);
        let (recent, baseline) = (count(score.recent), count(score.baseline));
        strongest.push(Surging {
            id: row.id,
            name: row.name,
            owner: row.owner,
            recent,
            baseline,
            factor: surge(&model.model.account.surge, recent, baseline).factor,
            p: score.surge_p.unwrap_or(1.0),
            people: (first.iter().map(name).collect(), behind.len().saturating_sub(NAMED)),
        });
    }
    Ok(Surges { count: counted.count, more: counted.more, strongest })
}

impl Study<'_> {
    pub(super) fn surging(&self, surges: &Surges) -> Figure {
        let hint = if surges.more { self.say("accounts-report-surge-more") } else { String::new() };
        Figure {
            hint,
            behind: self.behind(surges.count, &[("only", "surge"), ("sort", "surge")]),
            ..self.figure("surge", surges.count.into(), Kind::Count)
        }
    }

    pub(super) fn surges(&self, surges: &Surges) -> Section {
        let columns = vec![
            Column::new("account", self.say("accounts-report-account"), Kind::Text),
            Column::new("factor", self.say("accounts-report-factor"), Kind::Number { digits: 1 }),
            Column::new("p", self.say("accounts-report-p"), Kind::Number { digits: 5 }),
            Column::new("recent", self.say("accounts-report-recent"), Kind::Count),
            Column::new("baseline", self.say("accounts-report-baseline"), Kind::Count),
            Column::new("people", self.say("accounts-report-people"), Kind::Text),
            Column::new("owner", self.say("by-owner"), Kind::Text),
        ];
        let title = self.say("accounts-report-section-surges");
        let mut table = Table::new(title.clone(), columns);
        let mut behind = Vec::new();
        for one in &surges.strongest {
            let (names, more) = &one.people;
            let mut people = names.join(", ");
            if *more > 0 {
                people =
                    self.fill("accounts-report-and-more", &[("names", people), ("more", more.to_string())]);
            }
            behind.push(vec![Some(Behind { list: List::Account, words: vec![("id", one.id.to_string())] })]);
            table.push([
                Cell::from(one.name.clone()),
                one.factor.into(),
                one.p.into(),
                one.recent.into(),
                one.baseline.into(),
                people.into(),
                one.owner.clone().into(),
            ]);
        }
        let note = match self.known.model.as_ref().map(|model| model.model.account.surge) {
            Some(rule) => {
                let days = |days: u32| self.wording.count("days", u64::from(days));
                let arguments = [("recent", days(rule.recent_days)), ("baseline", days(rule.baseline_days))];
                self.fill("accounts-report-note-surges", &arguments)
            }
            None => String::new(),
        };
        Section { behind, ..Section::new("surges", title, table) }.with_note(note)
    }
}
