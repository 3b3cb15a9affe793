//! How far buying committees are covered, and who is missing.

use bareme_reporting::chart::{Axis, Bar, BarChart, Chart};
use bareme_reporting::{Cell, Column, Figure, Kind, Proportion, Section, Table};
use bareme_scoring::BuyingRole;
use bareme_store::scores::role_bit;

use super::known::Group;
use super::{Study, real};

/// Bands of coverage: the word in the address of the list of accounts, and the hundredths of a percent below which it ends.
const BANDS: [(&str, i32); 6] =
    [("0", 1), ("1-24", 2_500), ("25-49", 5_000), ("50-74", 7_500), ("75-99", 10_000), ("100", i32::MAX)];

impl Study<'_> {
    /// Mean coverage of the accounts where somebody is engaged, and of all.
    pub(super) fn mean_coverage(&self) -> Figure {
        let engaged = mean(self.known.groups.iter().filter(|group| group.engaged));
        let all = mean(self.known.groups.iter());
        let hint = all.map(|share| {
            self.fill("accounts-report-coverage-of-all", &[("share", self.wording.share(share))])
        });
        Figure { hint: hint.unwrap_or_default(), ..self.figure("coverage", engaged.into(), Kind::Share) }
    }

    /// Accounts by coverage.
    pub(super) fn coverage(&self) -> Section {
        let all: u64 = self.known.groups.iter().map(|group| group.count).sum();
        let columns = vec![
            Column::new("coverage", self.say("accounts-report-covered"), Kind::Text),
            Column::new("accounts", self.say("accounts-report-accounts"), Kind::Count),
            Column::new("share", self.say("report-share"), Kind::Share),
        ];
        let title = self.say("accounts-report-section-coverage");
        let mut table = Table::new(title.clone(), columns);
        let (mut behind, mut bars, mut from) = (Vec::new(), Vec::new(), i32::MIN);
        for (band, below) in BANDS {
            let within = self.known.groups.iter().filter(|group| (from..below).contains(&group.coverage));
            let count: u64 = within.map(|group| group.count).sum();
            let label = self.fill("coverage-band", &[("band", band.replace('-', "–"))]);
            bars.push(Bar { label: label.clone(), value: Some(real(count)), interval: None });
            behind.push(vec![None, self.behind(count, &[("coverage", band)])]);
            let share = Proportion { part: count, whole: all };
            table.push([Cell::from(label), count.into(), share.rate().into()]);
            from = below;
        }
        let chart = Chart::Bars(BarChart {
            title: title.clone(),
            standing: true,
            categories: self.say("accounts-report-covered"),
            values: Axis::new(self.say("accounts-report-accounts"), Kind::Count),
            bars,
        });
        Section { behind, ..Section::new("coverage", title, table) }
            .with_chart(chart)
            .with_note(self.say("accounts-report-note-coverage"))
    }

    /// Roles by how often they are missing where somebody is engaged.
    pub(super) fn roles(&self) -> Section {
        let engaged: u64 =
            self.known.groups.iter().filter(|group| group.engaged).map(|group| group.count).sum();
        let mut rows: Vec<(BuyingRole, Proportion, u64)> = self
            .asked_for()
            .into_iter()
            .map(|role| {
                let missing =
                    || self.known.groups.iter().filter(move |group| group.missing & role_bit(role) != 0);
                let warm: u64 = missing().filter(|group| group.engaged).map(|group| group.count).sum();
                (role, Proportion { part: warm, whole: engaged }, missing().map(|group| group.count).sum())
            })
            .collect();
        rows.sort_by_key(|(role, warm, _)| (std::cmp::Reverse(warm.part), *role));
        let columns = vec![
            Column::new("role", self.say("accounts-report-role"), Kind::Text),
            Column::new("engaged", self.say("accounts-report-missing-engaged"), Kind::Count),
            Column::new("share", self.say("accounts-report-missing-share"), Kind::Share),
            Column::new("all", self.say("accounts-report-missing-all"), Kind::Count),
        ];
        let title = self.say("accounts-report-section-roles");
        let mut table = Table::new(title.clone(), columns);
        let (mut behind, mut bars) = (Vec::new(), Vec::new());
        for (role, warm, all) in rows {
            let label = self.say(&format!("role-{}", role.word().replace('_', "-")));
            bars.push(Bar { label: label.clone(), value: warm.rate(), interval: None });
            let missing = ("missing", role.word());
            behind.push(vec![
                None,
                self.behind(warm.part, &[missing, ("only", "engaged")]),
                None,
                self.behind(all, &[missing]),
            ]);
            table.push([Cell::from(label), warm.part.into(), warm.rate().into(), all.into()]);
        }
        let chart = Chart::Bars(BarChart {
            title: title.clone(),
            standing: false,
            categories: self.say("accounts-report-role"),
            values: Axis::new(self.say("accounts-report-missing-share"), Kind::Share),
            bars,
        });
        Section { behind, ..Section::new("roles", title, table) }
            .with_chart(chart)
            .with_note(self.fill("accounts-report-note-roles", &[("accounts", self.accounts(engaged))]))
    }

    /// The roles of the model's committee.
    fn asked_for(&self) -> Vec<BuyingRole> {
        let seats = self.known.model.as_ref().map(|model| model.model.account.committee.clone());
        let mut roles: Vec<BuyingRole> = seats.unwrap_or_default().iter().map(|seat| seat.role).collect();
        roles.sort_unstable();
        roles.dedup();
        roles
    }
}

/// Mean coverage as a share; `None` of no accounts.
#[expect(clippy::cast_precision_loss, reason = "sums of hundredths of a percent are far below 2^53")]
fn mean<'g>(groups: impl Iterator<Item = &'g Group>) -> Option<f64> {
    let (mut sum, mut count) = (0_i64, 0_i64);
    for group in groups {
        let accounts = i64::try_from(group.count).unwrap_or(i64::MAX);
        sum += i64::from(group.coverage) * accounts;
        count += accounts;
    }
    (count > 0).then(|| sum as f64 / count as f64 / 10_000.0)
}
