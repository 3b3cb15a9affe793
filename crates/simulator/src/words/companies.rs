//! Company names from syllables of our own. Each index has a stem that no other index has.

use crate::market::{Industry, Language};

const HEADS: [&str; 24] = [
    "Kel", "Vor", "Tam", "Bru", "Lin", "Mor", "Sav", "Dra", "Hol", "Fen", "Gal", "Rus", "Per", "Nor", "Wes",
    "Cor", "Bel", "Mar", "Ost", "Tul", "Ver", "Jol", "Sim", "Rav",
];
const HEARTS: [&str; 10] = ["a", "e", "i", "o", "an", "en", "or", "el", "is", "u"];
const TAILS: [&str; 24] = [
    "vane", "dor", "lin", "mont", "tis", "ric", "gard", "quet", "bry", "stel", "rault", "beck", "wald",
    "dane", "mire", "court", "holm", "sart", "veil", "nage", "thal", "gny", "zier", "lund",
];

/// A second word once every stem has been used. The first is empty, so small worlds have plain names.
const SECONDS: [&str; 24] = [
    "", "Nord", "Alpes", "Océan", "Delta", "Rhin", "Union", "Prime", "Baltic", "Iberia", "Ouest", "Adria",
    "Orient", "Loire", "Meuse", "Tamise", "Danube", "Jura", "Elbe", "Atlas", "Levant", "Vosges", "Tyrol",
    "Riviera",
];

const STEMS: u64 = 24 * 10 * 24;

/// The stem of a company: the same index always has the same, two indexes never share one.
pub(crate) fn stem(index: u64, seed: u64) -> String {
    // 2,039 is prime and shares no factor with the number of stems, so this walks through all of them.
    let place = (index % STEMS * 2_039 + seed % STEMS) % STEMS;
    let part = |list: &'static [&'static str], at: u64| list[crate::number::index(at) % list.len()];
    let stem =
        [part(&HEADS, place % 24), part(&HEARTS, place / 24 % 10), part(&TAILS, place / 240 % 24)].concat();
    let round = index / STEMS;
    match (round, part(&SECONDS, round % 24)) {
        (_, "") if round == 0 => stem,
        (..24, second) => format!("{stem} {second}"),
        (_, second) => format!("{stem} {second} {}", round / 24 + 1).replace("  ", " "),
    }
}

/// The full name around a stem, as the industry and the language say it.
pub(crate) fn full_name(
    stem: &str,
    industry: Industry,
    language: Language,
    plain: bool,
    legal: &str,
) -> String {
    match (industry, language) {
        (Industry::PublicSector, Language::French) => format!("Communauté de communes de {stem}"),
        (Industry::PublicSector, Language::German) => format!("Kommunalverband {stem}"),
        (Industry::PublicSector, Language::Spanish) => format!("Mancomunidad de {stem}"),
        (Industry::PublicSector, Language::Italian) => format!("Unione di comuni di {stem}"),
        (Industry::PublicSector, Language::Dutch) => format!("Regio {stem}"),
        (Industry::PublicSector, Language::English) => format!("{stem} Borough Council"),
        (Industry::Education, Language::French) => format!("Institut {stem}"),
        (Industry::Education, Language::German) => format!("Hochschule {stem}"),
        (Industry::Education, Language::Spanish) => format!("Instituto {stem}"),
        (Industry::Education, Language::Italian) => format!("Istituto {stem}"),
        (Industry::Education, Language::Dutch) => format!("Hogeschool {stem}"),
        (Industry::Education, Language::English) => format!("{stem} College"),
        _ if plain => format!("{stem} {legal}"),
        _ => format!("{stem} {} {legal}", trade(industry, language)),
    }
}

/// What the company does, in its language.
const fn trade(industry: Industry, language: Language) -> &'static str {
    match (industry, language) {
        (Industry::Software, Language::French) => "Logiciels",
        (Industry::Software, _) => "Software",
        (Industry::Pharma, _) => "Pharma",
        (Industry::Manufacturing, Language::German) => "Werke",
        (Industry::Manufacturing, Language::Italian) => "Meccanica",
        (Industry::Manufacturing, _) => "Industries",
        (Industry::Banking, Language::French) => "Banque",
        (Industry::Banking, Language::Spanish) => "Banca",
        (Industry::Banking, _) => "Bank",
        (Industry::Insurance, Language::French) => "Assurances",
        (Industry::Insurance, Language::German) => "Versicherungen",
        (Industry::Insurance, Language::Spanish) => "Seguros",
        (Industry::Insurance, _) => "Insurance",
        (Industry::Retail, Language::French) => "Distribution",
        (Industry::Retail, Language::German) => "Handel",
        (Industry::Retail, _) => "Retail",
        (Industry::Logistics, Language::French) => "Logistique",
        (Industry::Logistics, Language::German) => "Logistik",
        (Industry::Logistics, Language::Spanish) => "Logística",
        (Industry::Logistics, _) => "Logistics",
        (Industry::Energy, Language::French) => "Énergies",
        (Industry::Energy, Language::German) => "Energie",
        (Industry::Energy, Language::Spanish) => "Energía",
        (Industry::Energy, _) => "Energy",
        (Industry::Telecom, Language::French) => "Télécoms",
        (Industry::Telecom, _) => "Networks",
        (Industry::Food, Language::French) => "Alimentaire",
        (Industry::Food, Language::German) => "Lebensmittel",
        (Industry::Food, Language::Italian) => "Alimentari",
        (Industry::Food, _) => "Foods",
        (Industry::PublicSector | Industry::Education, _) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_companies_share_a_stem() {
        let stems: BTreeSet<String> = (0..300_000).map(|index| crate::words::slug(&stem(index, 7))).collect();
        assert_eq!(stems.len(), 300_000);
    }
}
