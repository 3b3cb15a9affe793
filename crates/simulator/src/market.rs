//! The market of the demo company: industries, countries, departments and job levels, with how common each is.

/// What a company does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Industry {
    Software,
    Pharma,
    Manufacturing,
    Banking,
    Insurance,
    Retail,
    Logistics,
    Energy,
    Telecom,
    PublicSector,
    Education,
    Food,
}

impl Industry {
    pub(crate) const ALL: [Self; 12] = [
        Self::Software,
        Self::Pharma,
        Self::Manufacturing,
        Self::Banking,
        Self::Insurance,
        Self::Retail,
        Self::Logistics,
        Self::Energy,
        Self::Telecom,
        Self::PublicSector,
        Self::Education,
        Self::Food,
    ];

    /// How common each is, in the order of `ALL`.
    pub(crate) const SHARES: [u32; 12] = [14, 9, 17, 8, 6, 10, 8, 6, 5, 9, 4, 4];

    /// The word used in records and in the shipped model.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Software => "Software",
            Self::Pharma => "Pharma",
            Self::Manufacturing => "Manufacturing",
            Self::Banking => "Banking",
            Self::Insurance => "Insurance",
            Self::Retail => "Retail",
            Self::Logistics => "Logistics",
            Self::Energy => "Energy",
            Self::Telecom => "Telecom",
            Self::PublicSector => "Public sector",
            Self::Education => "Education",
            Self::Food => "Food",
        }
    }

    /// Typical yearly revenue for each employee, EUR.
    pub(crate) const fn revenue_per_head(self) -> f64 {
        match self {
            Self::Software | Self::Telecom => 160_000.0,
            Self::Pharma | Self::Insurance => 320_000.0,
            Self::Manufacturing | Self::Logistics => 190_000.0,
            Self::Banking | Self::Retail => 260_000.0,
            Self::Energy => 480_000.0,
            Self::PublicSector | Self::Education => 90_000.0,
            Self::Food => 230_000.0,
        }
    }
}

/// The language in which a company names things and people have their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    French,
    German,
    English,
    Spanish,
    Italian,
    Dutch,
}

impl Language {
    /// ISO 639-1.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::German => "de",
            Self::English => "en",
            Self::Spanish => "es",
            Self::Italian => "it",
            Self::Dutch => "nl",
        }
    }
}

/// A country with what belongs to it.
pub(crate) struct Country {
    /// ISO 3166-1 alpha-2.
    pub(crate) code: &'static str,
    /// How common, relative to the others.
    pub(crate) share: u32,
    /// First language, and the language of some companies.
    pub(crate) languages: [Language; 2],
    /// The name that a local subsidiary carries.
    pub(crate) local_name: &'static str,
    /// Hours west of central Europe.
    pub(crate) west: i64,
    pub(crate) cities: &'static [&'static str],
    pub(crate) legal_forms: &'static [&'static str],
}

/// Where companies are. The place in the list is how the compact records refer to a country.
pub(crate) const COUNTRIES: [Country; 11] = [
    Country {
        code: "FR",
        share: 38,
        languages: [Language::French, Language::French],
        local_name: "France",
        west: 0,
        cities: &[
            "Paris",
            "Lyon",
            "Nantes",
            "Lille",
            "Toulouse",
            "Bordeaux",
            "Grenoble",
            "Rennes",
            "Strasbourg",
        ],
        legal_forms: &["SAS", "SA", "SARL"],
    },
    Country {
        code: "DE",
        share: 16,
        languages: [Language::German, Language::German],
        local_name: "Deutschland",
        west: 0,
        cities: &["Berlin", "München", "Hamburg", "Köln", "Stuttgart", "Leipzig", "Nürnberg"],
        legal_forms: &["GmbH", "AG", "GmbH & Co. KG"],
    },
    Country {
        code: "BE",
        share: 8,
        languages: [Language::French, Language::Dutch],
        local_name: "Belgium",
        west: 0,
        cities: &["Bruxelles", "Liège", "Gent", "Antwerpen", "Namur"],
        legal_forms: &["SA", "NV", "SRL"],
    },
    Country {
        code: "CH",
        share: 7,
        languages: [Language::French, Language::German],
        local_name: "Suisse",
        west: 0,
        cities: &["Genève", "Lausanne", "Zürich", "Basel", "Bern"],
        legal_forms: &["SA", "AG", "Sàrl"],
    },
    Country {
        code: "GB",
        share: 8,
        languages: [Language::English, Language::English],
        local_name: "UK",
        west: 1,
        cities: &["London", "Manchester", "Leeds", "Bristol", "Edinburgh"],
        legal_forms: &["Ltd", "plc"],
    },
    Country {
        code: "ES",
        share: 6,
        languages: [Language::Spanish, Language::Spanish],
        local_name: "España",
        west: 0,
        cities: &["Madrid", "Barcelona", "Valencia", "Bilbao"],
        legal_forms: &["S.L.", "S.A."],
    },
    Country {
        code: "IT",
        share: 5,
        languages: [Language::Italian, Language::Italian],
        local_name: "Italia",
        west: 0,
        cities: &["Milano", "Torino", "Bologna", "Roma"],
        legal_forms: &["S.p.A.", "S.r.l."],
    },
    Country {
        code: "NL",
        share: 5,
        languages: [Language::Dutch, Language::English],
        local_name: "Nederland",
        west: 0,
        cities: &["Amsterdam", "Rotterdam", "Utrecht", "Eindhoven"],
        legal_forms: &["B.V.", "N.V."],
    },
    Country {
        code: "US",
        share: 4,
        languages: [Language::English, Language::English],
        local_name: "Americas",
        west: 6,
        cities: &["Boston", "Chicago", "Austin", "Denver"],
        legal_forms: &["Inc.", "LLC"],
    },
    Country {
        code: "SE",
        share: 2,
        languages: [Language::English, Language::English],
        local_name: "Nordic",
        west: 0,
        cities: &["Stockholm", "Göteborg", "Malmö"],
        legal_forms: &["AB"],
    },
    Country {
        code: "CA",
        share: 1,
        languages: [Language::English, Language::French],
        local_name: "Canada",
        west: 6,
        cities: &["Montréal", "Toronto", "Ottawa"],
        legal_forms: &["Inc.", "Ltd"],
    },
];

/// Where somebody works in a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Department {
    It,
    Operations,
    Finance,
    Marketing,
    HumanResources,
    Purchasing,
    Research,
}

impl Department {
    pub(crate) const ALL: [Self; 7] = [
        Self::It,
        Self::Operations,
        Self::Finance,
        Self::Marketing,
        Self::HumanResources,
        Self::Purchasing,
        Self::Research,
    ];

    /// How common each is, in the order of `ALL`.
    pub(crate) const SHARES: [u32; 7] = [30, 24, 14, 11, 7, 8, 6];

    /// The word used in records and in the shipped model.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::It => "IT",
            Self::Operations => "Operations",
            Self::Finance => "Finance",
            Self::Marketing => "Marketing",
            Self::HumanResources => "Human resources",
            Self::Purchasing => "Purchasing",
            Self::Research => "Research",
        }
    }
}

/// How high somebody stands, as the title says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JobLevel {
    Chief,
    Director,
    Manager,
    Specialist,
    Student,
    /// The title is not known.
    Unknown,
}

/// Size classes of companies by employees, smallest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    Micro,
    Small,
    Middle,
    Large,
    Giant,
    /// The number of employees is not known.
    Unknown,
}

impl Size {
    /// The class of a number of employees: below 50, 200, 1,000, 5,000, and more.
    pub(crate) const fn of(employees: Option<u32>) -> Self {
        match employees {
            None => Self::Unknown,
            Some(0..50) => Self::Micro,
            Some(50..200) => Self::Small,
            Some(200..1_000) => Self::Middle,
            Some(1_000..5_000) => Self::Large,
            Some(_) => Self::Giant,
        }
    }
}
