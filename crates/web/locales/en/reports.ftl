# What reports say. The same keys stand in crates/reporting/src/words.rs, for the command line.

count-leads =
    { $count ->
        [one] { $shown } lead
       *[other] { $shown } leads
    }
count-accounts =
    { $count ->
        [one] { $shown } account
       *[other] { $shown } accounts
    }
count-days =
    { $count ->
        [one] { $shown } day
       *[other] { $shown } days
    }
by-size = Size
by-persona = Persona
by-model = Model
by-version = Model version
by-reason = Reason
by-account-attribute = { $name } of the company
by-contact-attribute = { $name } of the contact
report-title-funnel = Funnel
report-lead-funnel = Cohort view: leads that became MQL in the period, followed for as long as they exist.
report-lead-funnel-activity = Activity view: what happened in the period, to whichever leads. No conversion is computed here, as an SAL of this period may be an MQL of an earlier one.
report-followed-until = Followed until { $date }.
report-left-out = Not counted, as they never became MQL or lie outside of the filter: { $leads }.
report-implied = Accepted without a date, which only a later stage tells, and left out of the acceptance rate: { $leads }.
report-view = View
report-view-cohort = Cohort: leads that became MQL in the period
report-view-activity = Activity: what happened in the period
report-by = Rows
report-all-models = All models
report-compared = Compared with
report-period-all = All time
report-period-from = From { $from } on
report-period-until = Before { $until }
report-period-between = From { $from } to before { $until }
report-version = { $model }, version { $version }
report-part-of = { $part } of { $leads }.
report-change-points = { $change } points against { $period }: { $verdict }.
report-change-percent = { $change }% against { $period }: { $verdict }.
report-change-none = None in { $period }.
report-change-days = { $days } days in { $period }.
report-more-than-chance = more than chance
report-maybe-chance = may be chance
report-mql-to-won = MQL to won
report-median-to-won = Median time to won
report-oldest-days = The oldest has waited for { $days } days.
report-estimated = About { $share } within { $days } days, once the open leads are decided.
report-estimate = Estimate
report-estimate-low = Estimate, 95% from
report-estimate-high = Estimate, 95% up to
report-funnel-by = Leads by stage reached, by { $by }
report-conversions-by = Conversion of leads, by { $by }
report-chart-trend = Conversion of each step
report-section-way = From MQL to won
report-section-conversions = Conversion
report-section-counts = Leads by stage
report-section-activity = What happened
report-note-way = All leads of the filter together.
report-note-trend = Young cohorts are marked immature: their rates will still rise, and the estimate beside them takes the open leads into account.
report-note-compared-rows = Rates with their 95% intervals: where these overlap, the difference may be chance.
report-note-opens = Each figure opens its leads.
report-note-activity = Counted by the date of each event.
define-activity = Activity view
define-activity-text = Events dated in the period, whenever their leads became MQL.
define-estimate = Estimate
define-estimate-text = What a rate comes to when the leads that are still open are taken into account: Aalen–Johansen cumulative incidence, with rejection and loss as competing exits.
define-compared = Comparison
define-compared-text = The period before, its leads at the age that those of this period have now. A difference is more than chance when its 95% interval leaves out zero.
lead-happened = What happened
lead-happened-from = Happened from
lead-happened-until = Happened before
lead-only = Only
lead-attributes = Attributes
only-decided = Decided by sales
only-accepted = Accepted, date known
only-refused = Rejected or given back
only-answered = Answered by sales
only-judged = Time to respond over, or answered
only-unpriced = Opportunities without an amount
only-in-time = Answered in time
only-late = Answered too late
only-defaulted = Accepted by silence
only-waiting = Time to respond left
only-left = Left { $stage }, dates known
only-standing = Standing at { $stage }
only-flow = From { $from } to { $to }
only-flow-end = No further than { $from }
