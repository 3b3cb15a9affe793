//! The words of scheduled jobs: what a job is called and does, when it runs, how a run went.

use bareme_engine::jobs::pattern::{Pattern, TimeOfDay};
use bareme_engine::jobs::{Origin, Status};
use bareme_engine::view::{JobRow, JobTime, Message, RunRow, WhenView};

use super::Text;

/// Arguments of what runs say that are counts.
const COUNTS: [&str; 14] = [
    "accepted",
    "accounts",
    "addresses",
    "changed",
    "contacts",
    "days",
    "deleted",
    "done",
    "failed",
    "later",
    "leads",
    "overdue",
    "sent",
    "total",
];

impl Text {
    /// The name of a job, that of one which exists from the start in the visitor's language.
    pub fn job_name(self, name: &str, built_in: &bool) -> String {
        let known = built_in.then(|| self.find(&format!("job-name-{name}"))).flatten();
        known.unwrap_or_else(|| name.to_owned())
    }

    /// The name of a job among others.
    pub fn job(self, row: &JobRow) -> String {
        self.job_name(&row.name, &row.built_in)
    }

    /// What a kind of job does, in a few words.
    pub fn job_kind(self, word: &str) -> String {
        self.find(&format!("job-kind-{}", word.replace('_', "-"))).unwrap_or_else(|| word.to_owned())
    }

    /// What a kind of job does, in a sentence.
    pub fn job_does(self, word: &str) -> String {
        self.find(&format!("job-does-{}", word.replace('_', "-"))).unwrap_or_else(|| word.to_owned())
    }

    /// When a job runs: "Every day at 02:00".
    pub fn job_when(self, when: &WhenView) -> String {
        let at = |key: &str, time: TimeOfDay| self.with(key, "time", time);
        match when.pattern {
            Some(Pattern::Minutes(minutes)) => self.count("when-minutes", minutes),
            Some(Pattern::Hourly(0)) => self.say("when-every-hour"),
            Some(Pattern::Hourly(minute)) => self.count("when-hourly", minute),
            Some(Pattern::Daily(time)) => at("when-daily", time),
            Some(Pattern::Workdays(time)) => at("when-workdays", time),
            Some(Pattern::Weekly(day, time)) => {
                self.with2("when-weekly", "day", self.say(format!("job-weekday-{day}")), "time", time)
            }
            Some(Pattern::Monthly(1, time)) => at("when-first-of-month", time),
            Some(Pattern::Monthly(day, time)) => self.with2("when-monthly", "day", day, "time", time),
            Some(Pattern::LastOfMonth(time)) => at("when-last-of-month", time),
            Some(Pattern::Quarterly(time)) => at("when-quarterly", time),
            Some(Pattern::FiscalQuarterly(time)) => at("when-fiscal-quarterly", time),
            None => self.with("when-expression", "expression", &when.expression),
        }
    }

    /// A time of a job as its zone shows it: "Mon 30 Jun 2026, 06:00".
    pub fn job_time(self, time: &JobTime) -> String {
        format!("{}, {}", self.weekday_date(&time.wall), self.clock(&time.wall))
    }

    /// Where a run stands.
    pub fn run_status(self, run: &RunRow) -> String {
        let key = match run.status {
            Status::Waiting => "run-waiting",
            Status::Running if run.cancelled_by.is_some() => "run-ending",
            Status::Running => "run-running",
            Status::Done => "run-done",
            Status::Failed if run.retry_at.is_some() => "run-failed-again",
            Status::Failed => "run-failed",
            Status::Cancelled => "run-was-cancelled",
            Status::Abandoned if run.retry_at.is_some() => "run-abandoned-again",
            Status::Abandoned => "run-abandoned",
            Status::Missed => "run-missed",
        };
        self.say(key)
    }

    /// Why a run ran.
    pub fn run_origin(self, run: &RunRow) -> String {
        match (run.origin, run.asked_by.as_deref().filter(|who| !who.is_empty())) {
            (Origin::Schedule, _) => self.say("run-by-schedule"),
            (Origin::CatchUp, _) => self.say("run-made-up"),
            (Origin::ByHand, Some(who)) => self.with("run-asked-by", "who", who),
            (Origin::ByHand, None) => self.say("run-by-hand"),
        }
    }

    /// What a run says, in the visitor's language; in English where the catalogue does not know it.
    pub fn job_says(self, message: &Message) -> String {
        let key = format!("job-says-{}", message.code.replace('_', "-"));
        let arguments = message.arguments.iter().map(|(name, value)| {
            let shown = if COUNTS.contains(&&**name) { self.int(value) } else { value.clone() };
            (name.clone(), shown)
        });
        self.find_with(&key, arguments).unwrap_or_else(|| message.text.clone())
    }

    /// How long a run took: "under a second", "12 s", "3 min 20 s", "2 h 5 min".
    pub fn took(self, millis: &i64) -> String {
        let seconds = millis / 1_000;
        match seconds {
            ..1 => self.say("took-no-time"),
            1..60 => format!("{seconds}\u{a0}s"),
            60..3_600 => format!("{}\u{a0}min {}\u{a0}s", seconds / 60, seconds % 60),
            _ => format!("{}\u{a0}h {}\u{a0}min", self.int(seconds / 3_600), seconds % 3_600 / 60),
        }
    }
}

/// The colour of a run.
pub fn run_class(run: &RunRow) -> &'static str {
    match run.status {
        Status::Done => "good",
        Status::Running | Status::Waiting => "accent",
        Status::Failed | Status::Abandoned if run.retry_at.is_some() => "warm",
        Status::Failed | Status::Abandoned => "bad",
        Status::Missed => "warm",
        Status::Cancelled => "",
    }
}

#[cfg(test)]
mod tests {
    use bareme_scoring::Instant;

    use super::*;
    use crate::i18n::Language;

    fn both(expression: &str) -> [String; 2] {
        let when = WhenView {
            pattern: Pattern::of(expression),
            expression: expression.to_owned(),
            zone: "Europe/Paris".to_owned(),
            of_company: true,
        };
        [Language::English, Language::French]
            .map(|language| Text::new(language, Instant::from_millis(0)).job_when(&when))
    }

    #[test]
    fn schedules_are_said_in_words_in_both_languages() {
        let said = [
            ("*/5 * * * *", "Every 5 minutes", "Toutes les 5 minutes"),
            ("* * * * *", "Every minute", "Toutes les minutes"),
            ("0 * * * *", "Every hour", "Toutes les heures"),
            ("15 * * * *", "Every hour, 15 minutes past", "Toutes les heures, à la minute 15"),
            ("0 2 * * *", "Every day at 02:00", "Tous les jours à 02:00"),
            ("30 6 * * 1-5", "Monday to Friday at 06:30", "Du lundi au vendredi à 06:30"),
            ("30 3 * * 7", "Every Sunday at 03:30", "Chaque dimanche à 03:30"),
            (
                "0 6 1 * *",
                "On the first day of each month at 06:00",
                "Le premier jour de chaque mois à 06:00",
            ),
            ("0 6 15 * *", "On day 15 of each month at 06:00", "Le 15 de chaque mois à 06:00"),
            ("0 6 L * *", "On the last day of each month at 06:00", "Le dernier jour de chaque mois à 06:00"),
            (
                "0 6 1 1,4,7,10 *",
                "On the first day of each quarter at 06:00",
                "Le premier jour de chaque trimestre à 06:00",
            ),
            (
                "0 6 1 Q *",
                "On the first day of each fiscal quarter at 06:00",
                "Le premier jour de chaque trimestre fiscal à 06:00",
            ),
            ("0 6 1 1 *", "By the expression 0 6 1 1 *", "Selon l’expression 0 6 1 1 *"),
        ];
        for (expression, english, french) in said {
            assert_eq!(both(expression), [english, french], "{expression}");
        }
    }

    #[test]
    fn a_time_span_has_two_units_at_most() {
        let t = Text::new(Language::English, Instant::from_millis(0));
        let took = |millis: i64| t.took(&millis).replace('\u{a0}', " ");
        assert_eq!(took(999), "under a second");
        assert_eq!(took(59_000), "59 s");
        assert_eq!(took(200_000), "3 min 20 s");
        assert_eq!(took(7_500_000), "2 h 5 min");
    }
}
