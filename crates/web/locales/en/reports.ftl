# What reports say. The same keys stand in crates/reporting/src/words.rs, for the command line.

count-leads =
    { $count ->
        [one] { $shown } lead
       *[other] { $shown } leads
    }
leads-download =
    { $count ->
        [one] Download { $shown } lead as CSV
       *[other] Download { $shown } leads as CSV
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
report-note-trend = Each point stands on at least 20 leads: where a period has fewer, those before it count along. Young cohorts are marked immature: their rates will still rise, and the estimate beside them, which the picture shows, takes the open leads into account.
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
by-team = Team
by-manager = Team leader
by-territory = Territory
report-title-acceptance = Acceptance
report-title-reasons = Reasons
report-title-sla = Time to respond
report-title-stages = Time at each stage
report-title-pipeline = Pipeline
report-title-conversion = Conversion by rating
report-title-flows = Where leads go
report-lead-acceptance = Whether sales wants the leads: accepted among decided. Those that nobody has decided on stand apart.
report-lead-acceptance-activity = Decisions of sales by the date on which they were taken.
report-lead-reasons = Why sales said no, and why opportunities were lost: leads that became MQL in the period.
report-lead-reasons-activity = Why sales said no, and why opportunities were lost, by the date on which it happened.
report-lead-sla = Whether sales responds in the agreed time, by accepting or rejecting: leads that became MQL in the period.
report-lead-stages = How long leads stand at each stage, and what is won in a day: leads that became MQL in the period.
report-lead-pipeline = What the opportunities are worth that came from leads which became MQL in the period. Currencies are never added.
report-lead-conversion = Whether better ratings convert better: leads that became MQL in the period, by their rating at hand-over.
report-lead-flows = From which stage leads went to which, and where they stand: leads that became MQL in the period.
report-accepted = Accepted
report-median-waiting = Half of them have waited for more than { $days } days.
report-median-age = Waiting, median
report-oldest-age = Waiting, longest
report-section-rates = Acceptance rate
report-note-acceptance = Accepted of accepted and rejected. With few leads the interval is wide, and differences may be chance.
report-section-reasons = Reasons of rejections
report-section-lost-reasons = Reasons of losses
report-section-reasons-by = Reasons side by side
report-note-reasons = Most frequent first; the line adds up their shares.
report-refused = Said no
report-returned = Given back after acceptance
report-of-refused = Of { $leads } that sales said no to.
report-vital = Reasons that explain most
report-vital-hint = So many reasons make up 80% of all refusals.
report-response-median = Median response
report-response-p90 = 90% respond within
report-clock-plain = Every hour counts.
report-clock-business = Only business hours count.
report-section-sla = Service level
report-note-sla = In time, of those answered or past their time. { $clock }
report-of-left = Of { $leads } that left this stage.
report-days-at = Median at { $stage }
report-section-stage-times = Days at each stage
report-section-stages-by = Median days side by side
report-section-velocity = Velocity
report-note-stages = Of leads that left a stage, both dates known; those that still stand there are apart.
report-note-medians = Half of the leads took no longer.
report-note-velocity = Won in a day: opportunities × win rate × mean amount / days from MQL to won.
report-mean-amount = Mean amount
report-cycle = MQL to won, median
report-velocity = Won in a day
report-open = Open
report-won-of = Won of it: { $amount }.
report-section-pipeline = Opportunities
report-note-pipeline = One line for each currency; opportunities that nobody put an amount to have a line without one.
report-rank-holds = No better rating converts worse than a lesser one by more than chance.
report-rank-broken = { $better } converts worse ({ $low }) than the lesser { $worse } ({ $high }), by more than chance.
report-handed-over = Handed over
report-section-flows = From stage to stage
report-note-flows = The wider a ribbon, the more leads went that way.
define-refused = Said no
define-refused-text = Rejected, or accepted and then given back. Lost opportunities are apart.
define-cumulative = Cumulative
define-cumulative-text = The share of a reason and all more frequent ones together.
define-sla = Answered in time
define-sla-text = Accepted or rejected by sales before the time to respond was over, of those that were answered or whose time is over. Leads with time left are not judged.
define-response = Response
define-response-text = The time from hand-over to the decision of sales, by the clock that was agreed upon: every hour, or business hours only.
define-overdue = Overdue
define-overdue-text = Nobody has answered, and the time to respond is over.
define-defaulted = Accepted by silence
define-defaulted-text = Nobody answered in time, and the agreement counts that as acceptance.
define-time-in-stage = Time at a stage
define-time-in-stage-text = Days from reaching a stage to reaching the next, where both dates are known. 75% within: three of four leads took no longer.
define-standing = Still there
define-standing-text = Leads that stand at the stage now, with their days so far.
define-cycle = Cycle
define-cycle-text = Days from MQL to won, of the leads that were won.
define-velocity = Velocity
define-velocity-text = What is won in a day: opportunities × win rate × mean amount / days of the cycle, in each currency apart.
define-pipeline = Pipeline
define-pipeline-text = Opportunities and what they are worth, whatever became of them. Amounts of different currencies are never added.
define-win-rate = Win rate
define-win-rate-text = Won of won and lost. Open opportunities are not judged.
define-rank-order = Order of ratings
define-rank-order-text = A rating that is no worse in grade and in level should convert no worse. Where it does, and chance does not explain it at 95%, the report says so.
define-recycled = Recycled
define-recycled-text = Back to nurture: a later hand-over opens a new lead.
report-all-leads = All leads
report-file-rows = rows
report-cut = the first { $rows } of { $all } rows: your files hold no more
only-returned = Given back after acceptance
report-table-rows =
    { $count ->
        [one] Table: { $shown } row
       *[other] Table: { $shown } rows
    }
