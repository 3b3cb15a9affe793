//! Everything that people can do: about fifty kinds of activity, which twenty million activities share.

use bareme_scoring::ActivityKind;

/// What an activity means, whatever page or paper it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Pricing,
    Product,
    Docs,
    Blog,
    Careers,
    EmailOpen,
    EmailClick,
    Newsletter,
    ContactForm,
    DemoForm,
    DemoRequest,
    WhitePaper,
    CaseStudy,
    Webinar,
    Event,
    Unsubscribe,
}

/// A kind as it is written down: what it means, type, content type, content, campaign, channel. An empty text is none.
struct Kind(Act, &'static str, &'static str, &'static str, &'static str, &'static str);

/// Sorted by what they mean: `Act::kinds` relies on it, and a test holds it.
const KINDS: [Kind; 47] = [
    Kind(Act::Pricing, "page_view", "pricing", "/pricing", "", "web"),
    Kind(Act::Pricing, "page_view", "pricing", "/pricing/enterprise", "", "web"),
    Kind(Act::Pricing, "page_view", "pricing", "/pricing/calculator", "", "web"),
    Kind(Act::Product, "page_view", "product", "/product", "", "web"),
    Kind(Act::Product, "page_view", "product", "/product/planning", "", "web"),
    Kind(Act::Product, "page_view", "product", "/product/quality", "", "web"),
    Kind(Act::Product, "page_view", "product", "/product/maintenance", "", "web"),
    Kind(Act::Product, "page_view", "product", "/product/integrations", "", "web"),
    Kind(Act::Product, "page_view", "product", "/product/security", "", "web"),
    Kind(Act::Docs, "page_view", "documentation", "/docs/start", "", "web"),
    Kind(Act::Docs, "page_view", "documentation", "/docs/api", "", "web"),
    Kind(Act::Docs, "page_view", "documentation", "/docs/connectors", "", "web"),
    Kind(Act::Blog, "page_view", "blog", "/blog/shop-floor-data", "", "web"),
    Kind(Act::Blog, "page_view", "blog", "/blog/less-stock", "", "web"),
    Kind(Act::Blog, "page_view", "blog", "/blog/planning-with-people", "", "web"),
    Kind(Act::Blog, "page_view", "blog", "/blog/quality-costs", "", "web"),
    Kind(Act::Blog, "page_view", "blog", "/blog/energy-in-the-plant", "", "web"),
    Kind(Act::Careers, "page_view", "careers", "/careers", "", "web"),
    Kind(Act::Careers, "page_view", "careers", "/careers/apply", "", "web"),
    Kind(Act::EmailOpen, "email_open", "newsletter", "planning-letter", "Planning letter", "email"),
    Kind(Act::EmailOpen, "email_open", "invitation", "webinar-invitation", "Webinar series", "email"),
    Kind(Act::EmailOpen, "email_open", "invitation", "fair-invitation", "Trade fairs", "email"),
    Kind(Act::EmailOpen, "email_open", "nurture", "nurture-planning", "Nurture planning", "email"),
    Kind(Act::EmailOpen, "email_open", "nurture", "nurture-quality", "Nurture quality", "email"),
    Kind(Act::EmailClick, "email_click", "newsletter", "planning-letter", "Planning letter", "email"),
    Kind(Act::EmailClick, "email_click", "invitation", "webinar-invitation", "Webinar series", "email"),
    Kind(Act::EmailClick, "email_click", "invitation", "fair-invitation", "Trade fairs", "email"),
    Kind(Act::EmailClick, "email_click", "nurture", "nurture-planning", "Nurture planning", "email"),
    Kind(Act::EmailClick, "email_click", "nurture", "nurture-quality", "Nurture quality", "email"),
    Kind(Act::Newsletter, "form_submit", "newsletter", "newsletter", "", "web"),
    Kind(Act::ContactForm, "form_submit", "contact", "contact", "", "web"),
    Kind(Act::DemoForm, "form_submit", "demo", "demo", "", "web"),
    Kind(Act::DemoRequest, "demo_request", "demo", "guided-demo", "", "web"),
    Kind(Act::WhitePaper, "download", "white_paper", "planning-guide", "", "web"),
    Kind(Act::WhitePaper, "download", "white_paper", "quality-benchmark", "", "web"),
    Kind(Act::WhitePaper, "download", "white_paper", "buyers-checklist", "Search", "web"),
    Kind(Act::CaseStudy, "download", "case_study", "plant-in-the-jura", "", "web"),
    Kind(Act::CaseStudy, "download", "case_study", "three-warehouses", "", "web"),
    Kind(Act::CaseStudy, "download", "case_study", "audited-laboratory", "", "web"),
    Kind(Act::Webinar, "webinar_attend", "webinar", "planning-in-an-hour", "Webinar series", "webinar"),
    Kind(Act::Webinar, "webinar_attend", "webinar", "quality-live", "Webinar series", "webinar"),
    Kind(Act::Webinar, "webinar_attend", "webinar", "ask-the-engineers", "Webinar series", "webinar"),
    Kind(
        Act::Webinar,
        "webinar_attend",
        "webinar",
        "public-purchasing",
        "Public sector programme",
        "webinar",
    ),
    Kind(Act::Event, "event_attend", "trade_fair", "industry-fair", "Trade fairs", "event"),
    Kind(Act::Event, "event_attend", "user_day", "morvane-day", "Partner days", "event"),
    Kind(Act::Event, "event_attend", "round_table", "operations-breakfast", "", "event"),
    Kind(Act::Unsubscribe, "unsubscribe", "newsletter", "planning-letter", "Planning letter", "email"),
];

/// The table of kinds that every simulated activity refers to by its place. It does not depend on the settings.
pub fn kinds() -> Vec<ActivityKind> {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    KINDS
        .iter()
        .map(|Kind(_, activity, content_type, content, campaign, channel)| ActivityKind {
            activity: (*activity).to_owned(),
            content_type: some(content_type),
            content: some(content),
            campaign: some(campaign),
            channel: some(channel),
        })
        .collect()
}

/// What a kind means, by its place in the table.
pub(crate) fn act_of(kind: u32) -> Act {
    KINDS.get(crate::number::index(u64::from(kind))).map_or(Act::Unsubscribe, |kind| kind.0)
}

impl Act {
    /// The kinds that mean this: the first place, and how many.
    pub(crate) const fn kinds(self) -> (u32, u32) {
        match self {
            Self::Pricing => (0, 3),
            Self::Product => (3, 6),
            Self::Docs => (9, 3),
            Self::Blog => (12, 5),
            Self::Careers => (17, 2),
            Self::EmailOpen => (19, 5),
            Self::EmailClick => (24, 5),
            Self::Newsletter => (29, 1),
            Self::ContactForm => (30, 1),
            Self::DemoForm => (31, 1),
            Self::DemoRequest => (32, 1),
            Self::WhitePaper => (33, 3),
            Self::CaseStudy => (36, 3),
            Self::Webinar => (39, 4),
            Self::Event => (43, 3),
            Self::Unsubscribe => (46, 1),
        }
    }
}

impl Act {
    /// Category and criterion of [`crate::truth::ENGAGEMENT`].
    pub(crate) const fn place_in_truth(self) -> (usize, usize) {
        match self {
            Self::Pricing => (0, 0),
            Self::Product => (0, 1),
            Self::Docs => (0, 2),
            Self::Blog => (0, 3),
            Self::Careers => (0, 4),
            Self::CaseStudy => (1, 0),
            Self::WhitePaper => (1, 1),
            Self::DemoRequest => (2, 0),
            Self::DemoForm => (2, 1),
            Self::ContactForm => (2, 2),
            Self::Newsletter => (2, 3),
            Self::Webinar => (3, 0),
            Self::Event => (3, 1),
            Self::EmailClick => (3, 2),
            Self::EmailOpen => (3, 3),
            Self::Unsubscribe => (3, 4),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_lies_in_the_range_of_its_meaning() {
        for (place, kind) in (0_u32..).zip(&KINDS) {
            let (first, count) = kind.0.kinds();
            assert!((first..first + count).contains(&place), "{:?} at {place}", kind.0);
        }
    }
}
