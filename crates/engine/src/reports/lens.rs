//! A dimension made ready to be looked through: which value each lead has, as a number.

use std::collections::BTreeMap;

use bareme_scoring::{Rating, Team};
use bareme_store::AnyConnection;
use bareme_store::leads::FactsOf;

use super::dimension::{Dimension, SIZES};
use super::ground::Ground;
use crate::Result;
use crate::passages::{Row, Word};

/// Gives each lead the number of its value; 0 for none.
pub(crate) struct Lens<'p> {
    of: Box<dyn Fn(&Row) -> u32 + Send + Sync + 'p>,
    values: Values<'p>,
}

/// The values, from number 1 on.
enum Values<'p> {
    Shared(&'p [String]),
    Own(Vec<String>),
}

impl<'p> Lens<'p> {
    /// The lens of a dimension that is no period; through that of a period, no lead has a value.
    pub fn new(c: &mut AnyConnection, ground: &Ground<'p>, by: &Dimension) -> Result<Self> {
        let word = |of: fn(&Row) -> Word| Self {
            of: Box::new(move |row| of(row).0),
            values: Values::Shared(ground.passages.words().texts()),
        };
        Ok(match by {
            Dimension::Period(_) => Self { of: Box::new(|_| 0), values: Values::Own(Vec::new()) },
            Dimension::Source => word(|row| row.source),
            Dimension::Campaign => word(|row| row.campaign),
            Dimension::Owner => word(|row| row.owner),
            Dimension::Team => Self::of_teams(ground, |team| Some(team.name.clone())),
            Dimension::Manager => Self::of_teams(ground, |team| team.leader.clone()),
            Dimension::Territory => Self::of_teams(ground, |team| team.territory.clone()),
            Dimension::Country => word(|row| row.country),
            Dimension::Industry => word(|row| row.industry),
            Dimension::Persona => word(|row| row.persona),
            Dimension::Reason => word(|row| row.reason),
            Dimension::Rating => Self {
                of: Box::new(|row| row.passage.rating.map_or(0, |rating| u32::from(rating.index()) + 1)),
                values: Values::Own(Rating::all().map(|rating| rating.to_string()).collect()),
            },
            Dimension::Size => Self {
                of: Box::new(|row| u32::from(row.size)),
                values: Values::Own(SIZES.iter().map(|(word, _)| (*word).to_owned()).collect()),
            },
            Dimension::Model => {
                let models = ground.models.iter().map(|model| (model.stored.id, model.stored.name.clone()));
                Self::of_ids(models, |row| row.model_id)
            }
            Dimension::Version => Self::of_ids(versions(ground), |row| row.version_id),
            Dimension::Account(name) => {
                let facts = ground.passages.facts(c, FactsOf::Accounts, name)?;
                let values = Values::Own(facts.values().to_vec());
                Self { of: Box::new(move |row| facts.of(row.account_id).0), values }
            }
            Dimension::Contact(name) => {
                let facts = ground.passages.facts(c, FactsOf::Contacts, name)?;
                let values = Values::Own(facts.values().to_vec());
                Self { of: Box::new(move |row| facts.of(row.contact_id).0), values }
            }
        })
    }

    /// What the agreement says of each lead's team, or of that of its owner where it has none.
    fn of_teams(ground: &Ground<'p>, value: fn(&Team) -> Option<String>) -> Self {
        let teams = &ground.agreement.teams;
        let mut values: Vec<String> = teams.iter().filter_map(value).collect();
        values.sort_unstable();
        values.dedup();
        let number = |team: &Team| {
            let place = value(team).and_then(|value| values.binary_search(&value).ok());
            place.and_then(|place| u32::try_from(place + 1).ok()).unwrap_or(0)
        };
        let of_team = |name: &str| ground.agreement.team(name).map(number);
        let of_person = |name: &str| ground.agreement.team_of(name).map(number);
        let texts = ground.passages.words().texts();
        let by_team: Vec<u32> = texts.iter().map(|text| of_team(text).unwrap_or(0)).collect();
        let by_person: Vec<u32> = texts.iter().map(|text| of_person(text).unwrap_or(0)).collect();
        let look_up = |numbers: &[u32], word: Word| {
            let place = usize::try_from(word.0).ok().and_then(|number| number.checked_sub(1));
            place.and_then(|place| numbers.get(place)).copied().unwrap_or(0)
        };
        let of = move |row: &Row| {
            if row.team == Word::default() {
                look_up(&by_person, row.owner)
            } else {
                look_up(&by_team, row.team)
            }
        };
        Self { of: Box::new(of), values: Values::Own(values) }
    }

    fn of_ids(ids: impl Iterator<Item = (i64, String)>, of: fn(&Row) -> i64) -> Self {
        let (ids, values): (Vec<i64>, Vec<String>) = ids.unzip();
        let places: BTreeMap<i64, u32> = ids.into_iter().zip(1..).collect();
        let place = move |row: &Row| places.get(&of(row)).copied().unwrap_or(0);
        Self { of: Box::new(place), values: Values::Own(values) }
    }

    /// The number of a lead's value; 0 for none.
    pub fn number(&self, row: &Row) -> u32 {
        (self.of)(row)
    }

    /// The value of a number; `None` for 0.
    pub fn value(&self, number: u32) -> Option<&str> {
        let place = usize::try_from(number).ok()?.checked_sub(1)?;
        self.values().get(place).map(String::as_str)
    }

    /// The numbers of the values that a filter names: one, or several where it names a grade or a level of ratings. None
    /// when no lead has such a value.
    pub fn numbers(&self, by: &Dimension, value: Option<&str>) -> Vec<u32> {
        let Some(value) = value else { return vec![0] };
        if *by == Dimension::Rating {
            return ratings(value).into_iter().map(|rating| u32::from(rating.index()) + 1).collect();
        }
        let places = self.values().iter().zip(1..);
        places.filter(|(known, _)| *known == value).map(|(_, number)| number).collect()
    }

    fn values(&self) -> &[String] {
        match &self.values {
            Values::Shared(values) => values,
            Values::Own(values) => values,
        }
    }
}

/// The versions with their words, `model:number`.
fn versions(ground: &Ground<'_>) -> impl Iterator<Item = (i64, String)> {
    ground.versions.iter().filter_map(|version| {
        let model = ground.models.iter().find(|model| model.stored.id == version.model_id)?;
        Some((version.id, format!("{}:{}", model.stored.name, version.number)))
    })
}

/// The ratings that a word names: a cell (`A1`), a grade (`A`) or a level (`1`); none when it names none.
pub fn ratings(word: &str) -> Vec<Rating> {
    let word = word.to_uppercase();
    let names = |rating: &Rating| {
        let (grade, level) = (rating.grade.to_string(), rating.level.to_string());
        word == grade || word == level || word == format!("{grade}{level}")
    };
    Rating::all().filter(names).collect()
}
