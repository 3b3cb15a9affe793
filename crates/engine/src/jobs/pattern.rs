//! The usual schedules as people say them, and their expressions.

use super::schedule::FISCAL_QUARTERS;

/// How often a job runs, in the words of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Every so many minutes, counted from the full hour.
    Minutes(u32),
    /// Every hour, so many minutes past it.
    Hourly(u32),
    /// Every day.
    Daily(TimeOfDay),
    /// From Monday to Friday.
    Workdays(TimeOfDay),
    /// On one day of the week, 1 for Monday to 7 for Sunday.
    Weekly(u32, TimeOfDay),
    /// On a day of the month, 1 to 28.
    Monthly(u32, TimeOfDay),
    /// On the last day of the month.
    LastOfMonth(TimeOfDay),
    /// On the first day of each quarter of the calendar.
    Quarterly(TimeOfDay),
    /// On the first day of each quarter of the fiscal year.
    FiscalQuarterly(TimeOfDay),
}

/// Hours and minutes of the clock on the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay {
    /// 0 to 23.
    pub hour: u32,
    /// 0 to 59.
    pub minute: u32,
}

/// The numbers of minutes that divide an hour.
pub const MINUTES: [u32; 8] = [1, 2, 5, 10, 15, 20, 30, 60];

impl TimeOfDay {
    /// Reads `06:30` or `6:30`.
    pub fn parse(text: &str) -> Option<Self> {
        let (hour, minute) = text.trim().split_once(':')?;
        let hour = number(hour).filter(|hour| *hour < 24 && text.trim().len() <= 5)?;
        let minute = number(minute).filter(|_| minute.len() == 2).filter(|minute| *minute < 60)?;
        Some(Self { hour, minute })
    }
}

impl std::fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl Pattern {
    /// What an expression says, where it is one of the usual ones.
    pub fn of(expression: &str) -> Option<Self> {
        let fields: Vec<&str> = expression.split(' ').collect();
        let [minute, hour, day, month, weekday] = <[&str; 5]>::try_from(fields).ok()?;
        if [hour, day, month, weekday] == ["*"; 4] {
            return match minute.strip_prefix("*/") {
                None if minute == "*" => Some(Self::Minutes(1)),
                None => number(minute).filter(|minute| *minute < 60).map(Self::Hourly),
                Some(step) => {
                    number(step).filter(|step| MINUTES.contains(step) && *step < 60).map(Self::Minutes)
                }
            };
        }
        let time = TimeOfDay {
            hour: number(hour).filter(|hour| *hour < 24)?,
            minute: number(minute).filter(|minute| *minute < 60)?,
        };
        match (day, month, weekday) {
            ("*", "*", "*") => Some(Self::Daily(time)),
            ("*", "*", "1-5") => Some(Self::Workdays(time)),
            ("*", "*", weekday) => {
                let weekday = number(weekday).filter(|weekday| *weekday <= 7)?;
                Some(Self::Weekly(if weekday == 0 { 7 } else { weekday }, time))
            }
            ("L", "*", "*") => Some(Self::LastOfMonth(time)),
            ("1", "1,4,7,10", "*") => Some(Self::Quarterly(time)),
            ("1", FISCAL_QUARTERS, "*") => Some(Self::FiscalQuarterly(time)),
            (day, "*", "*") => Some(Self::Monthly(number(day).filter(|day| (1..=28).contains(day))?, time)),
            _ => None,
        }
    }

    /// Its expression.
    pub fn expression(self) -> String {
        let at = |time: TimeOfDay, days: &str| format!("{} {} {days}", time.minute, time.hour);
        match self {
            Self::Minutes(1) => "* * * * *".to_owned(),
            Self::Minutes(60) => "0 * * * *".to_owned(),
            Self::Minutes(minutes) => format!("*/{minutes} * * * *"),
            Self::Hourly(minute) => format!("{minute} * * * *"),
            Self::Daily(time) => at(time, "* * *"),
            Self::Workdays(time) => at(time, "* * 1-5"),
            Self::Weekly(weekday, time) => at(time, &format!("* * {weekday}")),
            Self::Monthly(day, time) => at(time, &format!("{day} * *")),
            Self::LastOfMonth(time) => at(time, "L * *"),
            Self::Quarterly(time) => at(time, "1 1,4,7,10 *"),
            Self::FiscalQuarterly(time) => at(time, &format!("1 {FISCAL_QUARTERS} *")),
        }
    }
}

/// A number without any sign.
fn number(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_schedule_is_read_from_its_own_expression() {
        let time = TimeOfDay { hour: 6, minute: 5 };
        let patterns = [
            Pattern::Minutes(1),
            Pattern::Minutes(5),
            Pattern::Hourly(0),
            Pattern::Daily(time),
            Pattern::Workdays(time),
            Pattern::Weekly(7, time),
            Pattern::Monthly(28, time),
            Pattern::LastOfMonth(time),
            Pattern::Quarterly(time),
            Pattern::FiscalQuarterly(time),
        ];
        for pattern in patterns {
            assert_eq!(Pattern::of(&pattern.expression()), Some(pattern), "{}", pattern.expression());
        }
        assert_eq!(Pattern::of("5 6 * * 0"), Some(Pattern::Weekly(7, time)));
        for other in
            ["5 6 29 * *", "5 6 1 1 *", "0,30 6 * * *", "*/7 * * * *", "5 24 * * *", "", "+5 6 * * *"]
        {
            assert_eq!(Pattern::of(other), None, "{other}");
        }
    }

    #[test]
    fn a_time_of_day_has_hours_and_minutes() {
        assert_eq!(TimeOfDay::parse("6:05").map(|time| time.to_string()).as_deref(), Some("06:05"));
        for wrong in ["24:00", "6", "06:5", "06:60", "06:05:00", "-1:00", "ab:cd"] {
            assert_eq!(TimeOfDay::parse(wrong), None, "{wrong}");
        }
    }
}
