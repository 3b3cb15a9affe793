//! A strategy as a word (`"median"`, `"champion"`) or as a table (`{"champion": {"share": 0.6}}`).

use std::fmt;

use bareme_scoring::Strategy;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A strategy in a document. As a word, `champion` has the share 0.6 and `sum` the cap 100.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StrategyDocument(pub Strategy);

impl Serialize for StrategyDocument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for StrategyDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordOrTable)
    }
}

struct WordOrTable;

impl<'de> Visitor<'de> for WordOrTable {
    type Value = StrategyDocument;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a strategy such as \"noisy_or\" or {\"champion\": {\"share\": 0.6}}")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<StrategyDocument, E> {
        let strategy = match word {
            "noisy_or" => Strategy::NoisyOr,
            "champion" => Strategy::Champion { share: 0.6 },
            "weighted_mean" => Strategy::WeightedMean,
            "max" => Strategy::Max,
            "median" => Strategy::Median,
            "sum" => Strategy::Sum { cap: 100.0 },
            _ => {
                return Err(E::custom(format!(
                    "'{word}' is not a strategy: take noisy_or, champion, weighted_mean, max, median or sum"
                )));
            }
        };
        Ok(StrategyDocument(strategy))
    }

    fn visit_map<M: MapAccess<'de>>(self, table: M) -> Result<StrategyDocument, M::Error> {
        Strategy::deserialize(MapAccessDeserializer::new(table)).map(StrategyDocument)
    }
}
