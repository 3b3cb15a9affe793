//! One company, as numbers while the world is made and as a record when it leaves.

use bareme_scoring::{AccountRecord, Attributes, DAY_MS, Instant, ParentLink, Value};

use crate::dice::{Dice, Stream};
use crate::market::{COUNTRIES, Industry, Language, Size};
use crate::number::{real, signed, whole};
use crate::simulation::account_key;
use crate::team::{SalesPerson, seller_of};
use crate::words::{companies, slug};
use crate::world::World;

/// What the company is to the demo company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Prospect,
    Customer,
    Competitor,
}

impl Standing {
    const fn word(self) -> &'static str {
        match self {
            Self::Prospect => "prospect",
            Self::Customer => "customer",
            Self::Competitor => "competitor",
        }
    }
}

/// A span of days in which the company thinks of buying, both days included, as days since 1970-01-01.
pub(crate) type Window = (i64, i64);

/// Place in a corporate family.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kinship {
    pub(crate) root: u64,
    pub(crate) parent: u64,
    pub(crate) share: Option<f64>,
    /// 1 for the first member below the root, and so on.
    pub(crate) ordinal: u64,
}

/// A company.
pub(crate) struct Company {
    pub(crate) index: u64,
    pub(crate) standing: Standing,
    pub(crate) industry: Industry,
    /// What our records say: the industry, unless nobody wrote it down.
    pub(crate) known_industry: Option<Industry>,
    pub(crate) country: usize,
    pub(crate) language: Language,
    pub(crate) city: u64,
    pub(crate) employees: u32,
    /// What our records say, unless nobody wrote it down.
    pub(crate) known_employees: Option<u32>,
    pub(crate) revenue: f64,
    pub(crate) legal: u64,
    pub(crate) plain_name: bool,
    pub(crate) created: Instant,
    pub(crate) windows: Vec<Window>,
    /// Its people are unusually busy right before "now".
    pub(crate) surging: bool,
    pub(crate) kinship: Option<Kinship>,
}

impl Company {
    /// The company of an index, without its family.
    pub(crate) fn draw(world: &World, index: u64) -> Self {
        let mut dice = Dice::new(world.seed, Stream::Company, index);
        let standing = match dice.weighted(&[825, 160, 15]) {
            0 => Standing::Prospect,
            1 => Standing::Customer,
            _ => Standing::Competitor,
        };
        let industry = if standing == Standing::Competitor {
            Industry::Software
        } else {
            Industry::ALL[dice.weighted(&Industry::SHARES)]
        };
        let country = dice.weighted(&COUNTRIES.each_ref().map(|country| country.share));
        let language = COUNTRIES[country].languages[usize::from(dice.chance(0.4))];
        let employees = dice.log_normal(260.0, 1.45).clamp(4.0, 90_000.0);
        let employees = u32::try_from(whole(employees)).unwrap_or(u32::MAX);
        let revenue = f64::from(employees) * industry.revenue_per_head() * dice.log_normal(1.0, 0.35);
        // Most companies were known when the history begins.
        let created = world.start.plus_days(-dice.between(30, 900)).plus_millis(dice.between(0, DAY_MS / 2));
        let surging = dice.chance(0.035);
        Self {
            index,
            standing,
            industry,
            known_industry: (!dice.chance(0.05)).then_some(industry),
            country,
            language,
            city: dice.below(1 << 16),
            employees,
            known_employees: (!dice.chance(0.06)).then_some(employees),
            revenue: revenue_shown(revenue),
            legal: dice.below(1 << 16),
            plain_name: dice.chance(0.35),
            created,
            windows: windows(world, &mut dice, industry, surging),
            surging,
            kinship: None,
        }
    }

    /// Joins a family: same trade as the root, often another country.
    pub(crate) fn join(&mut self, root: &Self, kinship: Kinship) {
        self.industry = root.industry;
        self.known_industry = root.known_industry;
        self.standing = root.standing;
        self.kinship = Some(kinship);
    }

    pub(crate) fn size(&self) -> Size {
        Size::of(self.known_employees)
    }

    pub(crate) fn seller(&self) -> &'static SalesPerson {
        seller_of(self.country, self.index)
    }

    pub(crate) fn city(&self) -> &'static str {
        let cities = COUNTRIES[self.country].cities;
        cities[crate::number::index(self.city) % cities.len()]
    }

    /// The domain of web and mail. Members of a family have the root's stem and a number of their own.
    pub(crate) fn domain(&self, world: &World) -> String {
        match self.kinship {
            None => format!("{}.example", slug(&companies::stem(self.index, world.seed))),
            Some(kin) => {
                let stem = slug(&companies::stem(kin.root, world.seed));
                format!("{stem}-{}{}.example", COUNTRIES[self.country].code.to_lowercase(), kin.ordinal)
            }
        }
    }

    fn name(&self, world: &World) -> String {
        let country = &COUNTRIES[self.country];
        let legal = country.legal_forms[crate::number::index(self.legal) % country.legal_forms.len()];
        match self.kinship {
            None => {
                let stem = companies::stem(self.index, world.seed);
                companies::full_name(&stem, self.industry, self.language, self.plain_name, legal)
            }
            Some(kin) => {
                // Two members in one country are told apart by their city and, if need be, a numeral.
                let stem = companies::stem(kin.root, world.seed);
                let numeral = ["", "", " II", " III", " IV", " V"][crate::number::index(kin.ordinal).min(5)];
                format!("{stem} {} {}{numeral} {legal}", country.local_name, self.city())
            }
        }
    }

    /// The record as a file would give it.
    pub(crate) fn record(&self, world: &World) -> AccountRecord {
        let domain = self.domain(world);
        let mut facts = Attributes::new();
        let mut put = |name: &str, value: Value| facts.insert(name.to_owned(), value);
        put("name", self.name(world).into_value());
        put("website", format!("https://www.{domain}").into_value());
        put("domain", domain.into_value());
        if let Some(industry) = self.known_industry {
            put("industry", industry.word().into());
        }
        put("country", COUNTRIES[self.country].code.into());
        put("city", self.city().into());
        if let Some(employees) = self.known_employees {
            put("employees", f64::from(employees).into());
            put("revenue", self.revenue.into());
        }
        put("owner", self.seller().name.into());
        put("territory", self.seller().team.into());
        put("type", self.standing.word().into());
        AccountRecord {
            key: account_key(self.index),
            attributes: facts,
            parent: self.kinship.map(|kin| ParentLink { account: account_key(kin.parent), share: kin.share }),
            created_at: Some(self.created),
            updated_at: None,
        }
    }
}

/// Text as a value without a second copy.
pub(crate) trait IntoValue {
    fn into_value(self) -> Value;
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(self)
    }
}

/// Revenue as people write it: two leading digits.
fn revenue_shown(revenue: f64) -> f64 {
    let mut unit = 1.0;
    while revenue / unit >= 100.0 {
        unit *= 10.0;
    }
    real(whole(revenue / unit)) * unit
}

/// When the company thinks of buying: now and then, a few weeks each; and right now when it surges. Since the market
/// changed, a programme makes the public sector look around without buying.
fn windows(world: &World, dice: &mut Dice, industry: Industry, surging: bool) -> Vec<Window> {
    let last = world.until.day();
    let first = world.start.day();
    let mut windows = Vec::new();
    for _ in 0..dice.poisson(1.15 * real((last - first).unsigned_abs()) / 913.0) {
        let start = dice.between(first, last);
        windows.push((start, (start + signed(dice.range(25.0, 75.0))).min(last)));
    }
    if industry == Industry::PublicSector {
        for _ in 0..=dice.poisson(0.6) {
            let start = dice.between(world.change.day(), last - 10);
            windows.push((start, (start + 40).min(last)));
        }
    }
    if surging {
        windows.push((last - 13, last));
    }
    windows
}
