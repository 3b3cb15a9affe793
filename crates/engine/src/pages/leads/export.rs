//! The leads of a list as a file: all of them, with what was asked for and when on each line.

use std::collections::BTreeMap;

use bareme_access::Action;
use bareme_reporting::{Cell, Column, Kind, Table};
use bareme_scoring::{Instant, Points, Stage};
use bareme_store::lists::{self, LeadLine};
use bareme_store::scores::rating_of;
use bareme_store::{AnyConnection, leads};

use crate::reports::{Dimension, Ground, Lens, Picker, Selection, Wording};
use crate::{Engine, Result};

/// Leads that are read at once.
const PART: usize = 2_000;

/// The dates of stages, in the order of the columns.
const STAGES: [(Stage, &str); 9] = [
    (Stage::Mql, "mql_at"),
    (Stage::Sal, "sal_at"),
    (Stage::Sql, "sql_at"),
    (Stage::Opportunity, "opportunity_at"),
    (Stage::Won, "won_at"),
    (Stage::Lost, "lost_at"),
    (Stage::Rejected, "rejected_at"),
    (Stage::Recycled, "recycled_at"),
    (Stage::Disqualified, "disqualified_at"),
];

/// The leads of a selection as CSV, the latest change first: as many lines as the list has rows, under one of names.
///
/// # Errors
///
/// An unknown model, and those of the store.
pub fn export(engine: &Engine, selection: &Selection, wording: &dyn Wording) -> Result<String> {
    engine.database().read(|c| {
        engine.must(Action::Export)?;
        let passages = engine.passages(c)?;
        let ground = Ground::new(engine, c, &passages)?;
        let picker = Picker::new(c, &ground, selection)?;
        let teams = Lens::new(c, &ground, &Dimension::Team)?;
        let mut places = Vec::new();
        let mut team_of: BTreeMap<i64, u32> = BTreeMap::new();
        for row in ground.rows().filter(|row| picker.takes(row)) {
            places.push((row.stage_at(), row.id));
            team_of.insert(row.id, teams.number(row));
        }
        places.sort_unstable_by(|one, next| next.cmp(one));
        let (all, most) = (places.len(), engine.export_limit());
        places.truncate(most);
        let ids: Vec<i64> = places.into_iter().map(|(_, id)| id).collect();
        let team = |id: i64| teams.value(team_of.get(&id).copied().unwrap_or(0)).map(ToOwned::to_owned);
        let mut filter = described(selection, &ground, wording);
        if all > most {
            let rows = [("rows", most.to_string()), ("all", all.to_string())];
            filter = format!("{filter}; {}", wording.fill("report-cut", &rows));
        }
        let mut text = Table::new("", columns()).to_csv();
        for part in ids.chunks(PART) {
            let mut table = Table::new("", columns());
            for (line, note) in read(c, part)? {
                let reason = line.lead.reason.as_deref().map(|code| ground.reason_text(wording, code));
                let mut cells = cells(&line, Refused { reason, note }, team(line.lead.id), &ground)?;
                cells.extend([filter.as_str().into(), ground.as_of.into()]);
                table.push(cells);
            }
            // The names stand above the first part already.
            text.push_str(table.to_csv().split_once("\r\n").map_or("", |(_, rows)| rows));
        }
        Ok(text)
    })
}

/// Rows of these leads with the notes of their refusals, in the order of the ids.
fn read(c: &mut AnyConnection, ids: &[i64]) -> Result<Vec<(LeadLine, Option<String>)>> {
    let mut notes: BTreeMap<i64, String> = leads::list_notes(c, ids)?.into_iter().collect();
    let lines = lists::list_leads(c, ids)?.into_iter();
    let mut lines: BTreeMap<i64, LeadLine> = lines.map(|line| (line.lead.id, line)).collect();
    Ok(ids.iter().filter_map(|id| Some((lines.remove(id)?, notes.remove(id)))).collect())
}

/// Why a lead was refused or lost, as people read it.
struct Refused {
    reason: Option<String>,
    note: Option<String>,
}

fn columns() -> Vec<Column> {
    let text = |key| Column::new(key, key, Kind::Text);
    let mut columns: Vec<Column> = [
        "lead",
        "key",
        "contact",
        "email",
        "account",
        "country",
        "model",
        "stage",
        "rating",
        "owner",
        "team",
        "source",
        "campaign",
        "reason",
        "reason_text",
        "note",
    ]
    .map(text)
    .into();
    columns.extend(STAGES.map(|(_, key)| Column::new(key, key, Kind::Moment)));
    columns.extend([
        Column::new("due_at", "due_at", Kind::Moment),
        Column::new("amount", "amount", Kind::Hundredths),
        text("currency"),
        text("filter"),
        Column::new("made_at", "made_at", Kind::Moment),
    ]);
    columns
}

fn cells(line: &LeadLine, refused: Refused, team: Option<String>, ground: &Ground<'_>) -> Result<Vec<Cell>> {
    let lead = &line.lead;
    let rating = lead.rating.map(|number| rating_of("leads", lead.id, number)).transpose()?;
    let model = ground.models.iter().find(|model| model.stored.id == lead.model_id);
    let mut cells: Vec<Cell> = vec![
        u64::try_from(lead.id).unwrap_or(0).into(),
        lead.key.clone().into(),
        line.contact.as_str().into(),
        line.email.clone().into(),
        line.account.clone().into(),
        line.country.clone().into(),
        model.map(|model| model.stored.name.clone()).into(),
        lead.stage()?.word().into(),
        rating.map(|rating| rating.to_string()).into(),
        lead.owner.clone().into(),
        team.into(),
        lead.source.clone().into(),
        lead.campaign.clone().into(),
        lead.reason.clone().into(),
        refused.reason.into(),
        // A refusal that was taken back has no reason any more, and its note says nothing of the lead.
        refused.note.filter(|_| lead.reason.is_some()).into(),
    ];
    cells.extend(STAGES.map(|(stage, _)| lead.reached(stage).map(|(at, _)| at).into()));
    cells.extend([
        lead.due_at.map(Instant::from_millis).into(),
        lead.amount.map(Points::from_hundredths).into(),
        lead.currency.clone().into(),
    ]);
    Ok(cells)
}

/// The filter in words, on one line.
fn described(selection: &Selection, ground: &Ground<'_>, wording: &dyn Wording) -> String {
    let parts = selection.described(wording, ground);
    if parts.is_empty() {
        return wording.say("report-all-leads");
    }
    let parts: Vec<String> = parts.iter().map(|part| format!("{}: {}", part.label, part.value)).collect();
    parts.join("; ")
}
