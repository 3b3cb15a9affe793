//! Amounts with their currency: exact hundredths of a unit, never added across currencies.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::Points;

/// Three letters as ISO 4217 writes them, in capitals. Imported history may hold codes that are on no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// The codes of ISO 4217 in which business is done in 2026; BGN, which the euro replaced in January, still closes deals.
const LISTED: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD \
    CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL \
    HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA \
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB \
    RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU \
    UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

impl Currency {
    /// The currency of a code in any case; `None` when it is not three letters.
    ///
    /// # Examples
    ///
    /// ```
    /// use bareme_scoring::Currency;
    /// assert_eq!(Currency::from_code(" eur ").map(|currency| currency.to_string()), Some("EUR".to_owned()));
    /// assert_eq!(Currency::from_code("€"), None);
    /// ```
    pub fn from_code(code: &str) -> Option<Self> {
        let letters: [u8; 3] = code.trim().as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_alphabetic).then(|| Self(letters.map(|c| c.to_ascii_uppercase())))
    }

    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether the code is on the list of ISO 4217.
    pub fn is_listed(&self) -> bool {
        LISTED.split(' ').any(|code| code == self.code())
    }

    /// Every listed currency, by code.
    pub fn listed() -> impl Iterator<Item = Self> {
        LISTED.split(' ').filter_map(Self::from_code)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code)
            .ok_or_else(|| de::Error::custom(format!("'{code}' is not a currency such as EUR")))
    }
}

/// An amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Exact hundredths of the currency's unit, whatever its smallest coin is.
    pub amount: Points,
    /// Its currency.
    pub currency: Currency,
}

/// Why an amount cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// No currency.
    #[error("the amount {0} has no currency; add one, such as EUR")]
    NoCurrency(Points),
    /// Not a currency.
    #[error("'{0}' is not a currency of ISO 4217; write its three letters, such as EUR")]
    UnknownCurrency(String),
    /// Below zero.
    #[error("the amount {0} is below zero; an opportunity is worth something or nothing")]
    Negative(Points),
}

impl Money {
    /// What a form or a message says; `None` without an amount, whatever the currency says. A blank currency is none.
    ///
    /// # Errors
    ///
    /// An amount without a currency, a code that is not on the list, and an amount below zero.
    pub fn read(amount: Option<Points>, currency: Option<&str>) -> Result<Option<Self>, MoneyError> {
        let Some(amount) = amount else { return Ok(None) };
        if amount < Points::ZERO {
            return Err(MoneyError::Negative(amount));
        }
        let code = currency.map(str::trim).filter(|code| !code.is_empty());
        let code = code.ok_or(MoneyError::NoCurrency(amount))?;
        let currency = Currency::from_code(code).filter(Currency::is_listed);
        let currency = currency.ok_or_else(|| MoneyError::UnknownCurrency(code.to_owned()))?;
        Ok(Some(Self { amount, currency }))
    }
}

/// `1200.00 EUR`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_needs_a_currency_of_the_list_and_no_amount_needs_none() {
        let read = |amount: Option<i64>, currency| {
            Money::read(amount.map(Points::from_whole), currency).map_err(|error| error.to_string())
        };
        assert_eq!(read(Some(1_200), Some("eur")).unwrap().unwrap().to_string(), "1200.00 EUR");
        assert_eq!(read(None, Some("EUR")), Ok(None));
        assert_eq!(
            read(Some(5), Some(" ")).unwrap_err(),
            "the amount 5.00 has no currency; add one, such as EUR"
        );
        assert!(read(Some(5), None).is_err());
        assert!(read(Some(5), Some("EURO")).is_err());
        assert_eq!(
            read(Some(5), Some("ZZZ")).unwrap_err(),
            "'ZZZ' is not a currency of ISO 4217; write its three letters, such as EUR"
        );
        assert!(read(Some(-5), Some("EUR")).is_err());
    }

    #[test]
    fn the_list_is_sorted_and_has_no_code_twice() {
        let codes: Vec<Currency> = Currency::listed().collect();
        assert!(codes.is_sorted_by(|one, next| one < next));
        assert!(codes.iter().all(Currency::is_listed));
        assert_eq!(codes.len(), LISTED.split(' ').count());
    }
}
