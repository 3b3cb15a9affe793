//! How strong a lead is by the hidden truth: its people, company and deeds held against [`crate::truth`].

use bareme_scoring::{Activity, Instant};

use crate::catalogue::act_of;
use crate::company::Company;
use crate::person::Person;
use crate::truth::{self, TrueCategory};
use crate::world::World;

/// The strength of a person at a moment. Only what happened up to the moment counts.
pub(crate) fn strength(
    world: &World,
    company: &Company,
    person: &Person,
    activities: &[Activity],
    at: Instant,
) -> f64 {
    let changed = at >= world.change;
    truth::strength(fit(company, person, changed), engagement(activities, at, changed))
}

/// Fit by the truth, 0 to 100.
fn fit(company: &Company, person: &Person, changed: bool) -> f64 {
    let criteria = [
        person.level as usize,
        company.known_industry.map_or(12, |industry| industry as usize),
        company.size() as usize,
        company.country,
        person.known_department.map_or(7, |department| department as usize),
    ];
    truth::FIT.iter().zip(criteria).map(|(category, place)| worth(category, place, changed)).sum()
}

fn worth(category: &TrueCategory, place: usize, changed: bool) -> f64 {
    let percent = category.criteria.get(place).map_or(0.0, |criterion| criterion.percent(changed));
    f64::from(category.weight) * percent / 100.0
}

/// Engagement by the truth, 0 to 100.
fn engagement(activities: &[Activity], at: Instant, changed: bool) -> f64 {
    let mut sums = [0.0; 4];
    for activity in activities.iter().take_while(|activity| activity.at <= at) {
        let (category, place) = act_of(activity.kind).place_in_truth();
        let factor = libm::exp2(-at.days_since(activity.at) / truth::HALF_LIFE_DAYS);
        sums[category] += factor * truth::ENGAGEMENT[category].criteria[place].percent(changed);
    }
    let weights = truth::ENGAGEMENT.iter().map(|category| f64::from(category.weight));
    weights.zip(sums).map(|(weight, sum)| weight * sum.clamp(0.0, 100.0) / 100.0).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Act;
    use crate::market::{COUNTRIES, Department, Industry};

    #[test]
    fn the_truth_lists_the_values_in_the_simulators_order() {
        let names = |place: usize| truth::FIT[place].criteria.iter().map(|criterion| criterion.name);
        let industries = Industry::ALL.iter().map(|industry| industry.word());
        assert!(names(1).eq(industries.chain(["Unknown"])));
        assert!(names(3).eq(COUNTRIES.iter().map(|country| country.code)));
        let departments = Department::ALL.iter().map(|department| department.word());
        assert!(names(4).eq(departments.chain(["Unknown"])));
        let pricing = Act::Pricing.place_in_truth();
        assert_eq!(truth::ENGAGEMENT[pricing.0].criteria[pricing.1].name, "page_view /pricing");
        let webinar = Act::Webinar.place_in_truth();
        assert_eq!(truth::ENGAGEMENT[webinar.0].criteria[webinar.1].name, "webinar_attend");
    }

    #[test]
    fn the_true_weights_of_each_half_add_to_100() {
        for half in [&truth::FIT[..], &truth::ENGAGEMENT[..]] {
            assert_eq!(half.iter().map(|category| category.weight).sum::<u32>(), 100);
        }
    }
}
