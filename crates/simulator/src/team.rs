//! The sales team of the demo company: who looks after which territory, and how quickly.

use crate::market::COUNTRIES;

/// The name of the demo company, a fictional French software house for production planning.
pub const SELLER_NAME: &str = "Ateliers Morvane";

/// Its domain. The top level `.example` is reserved and belongs to nobody.
pub const SELLER_DOMAIN: &str = "morvane.example";

/// Somebody who sells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SalesPerson {
    /// First and last name: the `owner` of accounts, contacts and leads.
    pub name: &'static str,
    /// E-mail address.
    pub email: &'static str,
    /// The team.
    pub team: &'static str,
    /// The territory: ISO 3166-1 alpha-2 codes.
    pub countries: &'static [&'static str],
    /// How long an answer takes compared with the usual; above 1 is slower.
    pub(crate) pace: f64,
}

const FRANCE: &[&str] = &["FR"];
const DACH: &[&str] = &["DE", "CH"];
const NORTH: &[&str] = &["BE", "NL", "GB", "SE"];
const SOUTH_AND_OVERSEAS: &[&str] = &["ES", "IT", "US", "CA"];

const TEAM: [SalesPerson; 10] = [
    person("Camille Renaudot", "camille.renaudot@morvane.example", "France", FRANCE, 0.7),
    person("Julien Maréchaux", "julien.marechaux@morvane.example", "France", FRANCE, 1.0),
    person("Inès Valcourt", "ines.valcourt@morvane.example", "France", FRANCE, 1.2),
    person("Thomas Berthelin", "thomas.berthelin@morvane.example", "France", FRANCE, 1.6),
    person("Katharina Lohmeier", "katharina.lohmeier@morvane.example", "DACH", DACH, 0.8),
    person("Stefan Brückmann", "stefan.brueckmann@morvane.example", "DACH", DACH, 1.3),
    person("Lotte Verhaegen", "lotte.verhaegen@morvane.example", "North", NORTH, 0.9),
    person("Oliver Haskins", "oliver.haskins@morvane.example", "North", NORTH, 1.4),
    person("Marta Olivares", "marta.olivares@morvane.example", "South and overseas", SOUTH_AND_OVERSEAS, 0.9),
    person("Paolo Serrani", "paolo.serrani@morvane.example", "South and overseas", SOUTH_AND_OVERSEAS, 1.1),
];

const fn person(
    name: &'static str,
    email: &'static str,
    team: &'static str,
    countries: &'static [&'static str],
    pace: f64,
) -> SalesPerson {
    SalesPerson { name, email, team, countries, pace }
}

/// Somebody of marketing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarketingPerson {
    /// First and last name.
    pub name: &'static str,
    /// E-mail address.
    pub email: &'static str,
    /// Whether they lead marketing.
    pub leads: bool,
}

const MARKETING: [MarketingPerson; 2] = [
    MarketingPerson { name: "Élodie Charrier", email: "elodie.charrier@morvane.example", leads: true },
    MarketingPerson { name: "Hugo Lestrange", email: "hugo.lestrange@morvane.example", leads: false },
];

/// Everybody of marketing, the leader first.
pub fn marketing_people() -> &'static [MarketingPerson] {
    &MARKETING
}

/// Everybody who sells, by team.
pub fn sales_people() -> &'static [SalesPerson] {
    &TEAM
}

/// The sales person of a country, one of its territory by a number that spreads the companies evenly.
pub(crate) fn seller_of(country: usize, spread: u64) -> &'static SalesPerson {
    let code = COUNTRIES[country].code;
    let of_territory = || TEAM.iter().filter(|person| person.countries.contains(&code));
    let size = of_territory().count().max(1);
    of_territory().nth(crate::number::index(spread) % size).unwrap_or(&TEAM[0])
}
