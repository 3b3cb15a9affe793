# Working the leads: the worklist, the page of a lead, who works.

## What can be done to a lead, what was done, and the same within a sentence
do-accept = Accept
do-reject = Reject
do-return = Give back
do-qualify = Qualify
do-open-opportunity = Open an opportunity
do-win = Won
do-lose = Lost
do-assign = Hand to somebody
did-inquire = First contact
did-hand-off = Handed over
did-accept = Accepted
did-accept-by-default = Accepted by silence
did-pass-sla = Overdue
did-reject = Rejected
did-return = Given back
did-qualify = Qualified
did-open-opportunity = Opportunity opened
did-win = Won
did-lose = Lost
did-recycle = Back to nurture
did-disqualify = Out for good
did-assign = Handed to
did-undo = Taken back
participle-inquire = opened as an inquiry
participle-hand-off = handed over
participle-accept = accepted
participle-accept-by-default = accepted by silence
participle-pass-sla = marked overdue
participle-reject = rejected
participle-return = given back
participle-qualify = qualified
participle-open-opportunity = made an opportunity
participle-win = won
participle-lose = lost
participle-recycle = recycled
participle-disqualify = disqualified
participle-assign = handed to somebody else
participle-undo = taken back

## Why something is refused
refused-event-not-allowed = This lead stands at { $stage } and cannot be { $event } there.
refused-before-newest-entry = The date { $at } lies before the newest entry of the log ({ $newest_at }). Correct the date.
refused-reason-missing = Say why: a lead is not { $event } without a reason.
refused-reason-unknown = The reason “{ $reason }” no longer exists. Choose one of: { $known }.
refused-party-not-allowed = This is not for sales to do: a lead is { $event } by somebody else.
refused-overtaken = { $who } was quicker: the lead was { $event } on { $at }, after it was shown here. Nothing of yours was saved, and nothing of it is lost.
refused-another-lead-open = This person has another lead that sales has: it stands at { $stage } since { $since }. One person is worked in one lead at a time.
refused-amount-without-currency = The amount { $amount } has no currency. Choose one.
refused-currency-unknown = { $currency } is not a currency that is in use. Choose one of the list.
refused-amount-negative = The amount { $amount } is below zero. An opportunity is worth something, or nothing.
refused-close-before-open = The opportunity is opened on { $opened } and cannot close on { $expected } already. Give a later day.
refused-nobody-to-assign = Say who is to have the lead: a person, a team, or both.
refused-not-due = Sales has until { $due }; a lead is { $event } only after that.
refused-no-sla = This lead was handed over without a time to respond, so it cannot be { $event }.
refused-overdue-already = This lead has been overdue since { $since } already.
refused-nothing-to-undo = There is nothing to take back: something else has happened to this lead since, or it has been taken back already.
refused-undo-too-late = The lead was { $event } on { $at }. A slip can be taken back within a minute only; do the next step instead.
refused-undo-not-yours = The lead was { $event } by { $who }. Only they can take it back.
refused-stage-before-stage = { $stage } on { $at } is before { $before } on { $before_at }. Correct one of the dates.
refused-stage-cannot-follow = { $stage } on { $at } cannot follow { $before } on { $before_at }.
refused-stage-given-twice = { $stage } is given twice, on { $first } and on { $second }. Keep one.
refused-stage-in-future = The date { $at } lies in the future (it is { $now } now). Give a day that has come.
refused-stage-contradicts-log = { $stage } on { $at } contradicts the log, which has { $logged }.
refused-stage-contradicts-implied = { $stage } on { $at } contradicts the log, which takes { $logged } from the next stage.
refused-refused-by-log = The log of this lead does not allow it: { $reason }

## What was just done
worked-event = { $name }: { $what }.
worked-assign = { $name }: now with { $owner }.
worked-undo = { $name }: taken back. The lead stands at { $stage } again.
undo = Undo
undo-all = Undo all
undo-within =
    { $count ->
        [one] { $shown } second left
       *[other] { $shown } seconds left
    }
refused-some =
    { $count ->
        [one] { $shown } lead was left as it was:
       *[other] { $shown } leads were left as they were:
    }
nobody = nobody in particular

## Time to respond
left-minutes = { $shown } min left
left-hours = { $shown } h left
left-days = { $shown } d left
left-business-minutes = { $shown } working min left
left-business-hours = { $shown } working h left
over-minutes = overdue since { $shown } min
over-hours = overdue since { $shown } h
over-days = overdue since { $shown } d
over-business-minutes = overdue since { $shown } working min
over-business-hours = overdue since { $shown } working h
sla-until = Answer until { $due }
sla-business = Only working hours count.

## Who works
who = You work as
who-pick = Choose your name
who-back = Back

## Worklist
nav-worklist = Worklist
worklist-title = Worklist
worklist-of = Worklist of { $who }
worklist-mine = Mine
worklist-queue = Nobody’s yet
worklist-team = All of my team
worklist-scopes = Whose leads
count-to-answer = { $shown } to answer
count-overdue = { $shown } overdue
count-to-qualify = { $shown } to qualify
count-to-open = { $shown } to make an opportunity of
count-opportunities =
    { $count ->
        [one] { $shown } open opportunity
       *[other] { $shown } open opportunities
    }
work-mql = To answer
work-sal = Accepted, to qualify
work-sql = Qualified, to make opportunities of
work-opportunity = Open opportunities
work-stage = To do
work-due = Due
work-today = Due today or before
work-rep = Person
work-priority = Priority { $priority }
work-rating-now = now { $rating }
work-rating-title = Rated { $then } at hand-over, { $now } today
work-no-reasons = Not scored by this model.
work-fit = Who they are
work-engagement = What they do
because-what = { $activity }: { $about }
because-one = { $what }, { $when }
because-several = { $what } and { $more } more, the last { $when }
work-last = Last active
work-never-active = no activity known
work-since = { $stage } reached
work-tick = Tick { $name }
work-take = Take it
work-next-sal = Qualify
work-next-sql = Open an opportunity
work-next-opportunity = Won or lost
work-reject-of = Reject { $name }
work-return-of = Give { $name } back
work-empty = All done
work-empty-text = Nothing waits for you. New leads come here as soon as they are handed over to you.
work-empty-queue =
    { $count ->
        [one] { $shown } lead of your team belongs to nobody yet
       *[other] { $shown } leads of your team belong to nobody yet
    }
work-empty-queue-none = No lead of your team waits for somebody to take it.
work-empty-team = Nothing waits for anybody of your team.
work-no-team = You are in no team. Teams are named in the agreement.
work-no-match = No lead fits these filters
work-shown =
    { $count ->
        [one] { $shown } lead on this page
       *[other] { $shown } leads on this page
    }
work-all-leads = All leads
work-reps-title = Who has what
work-reps-caption = What waits for each person of the team
work-reps-queue = Nobody yet
work-overdue = Overdue
bulk-title = With the ticked leads
bulk-hint = Tick leads in the list, then choose what happens to all of them.
bulk-ticked = Ticked: { $number }
bulk-none = Tick at least one lead first.
bulk-reason-missing = Choose a reason for the rejection.
bulk-owner-missing = Choose who is to have them.
bulk-unreadable = The list of ticked leads could not be read. Tick them again.
bulk-accept = Accept them
bulk-reject = Reject them
bulk-assign = Hand them over
reason-choose = Choose a reason
reason-for-good = { $reason } (out for good)
note = Note
note-optional = Note (may stay empty)
next-worklist = Your worklist: { $waiting }

## Keys
keys = Keys
keys-title = Keys of the worklist
keys-close = Close
keys-next = next lead
keys-previous = previous lead
keys-accept = accept
keys-reject = reject: choose the reason
keys-step = qualify, or the next step
keys-open = open the lead
keys-undo = undo
keys-tick = tick
keys-show = show these keys
keys-note = Keys do nothing while you type in a field.

## One lead
lead-of = Lead { $name }
lead-acts = What next?
lead-acts-none = Nothing more can be done with this lead. It stays here, with all that happened.
lead-steps = Where it stands
step-none = not yet
step-skipped = skipped
lead-who-has = With
lead-team = Team
lead-model-title = Model
lead-escalated = Told when overdue
lead-reason = Reason
lead-cool-off = Not handed over again before
lead-amount = Worth
lead-expected = Expected to close
lead-bant = What was found out
lead-person = Person
lead-company = Company
lead-details = About this lead
lead-play = What { $rating } asks for
lead-why = Why it was handed over
lead-why-at = Rated { $rating } by version { $version } on { $date }
lead-why-none = This lead came from a file, without the score that led to it.
lead-why-differs = Facts or activities of that time came in later: computed today, the same moment gives { $rating }. What was decided then stays in the log.
lead-log = What happened
lead-log-undone = taken back
lead-log-to = to { $who }
lead-log-rule = by the rule { $rule }
lead-log-told = { $who } was told
lead-log-due = to be answered until { $due }
lead-log-close = expected to close on { $date }
lead-answered-late = answered late
lead-answered-in-time = answered in time
lead-answered = Answered
lead-typed = What you had typed
lead-typed-text = It was not saved. It stays here so that you can use it elsewhere.
contact-link = Contact
bant-budget = Budget
bant-authority = Authority
bant-need = Need
bant-timeline = Timeline
bant-budget-hint = Is there money for it?
bant-authority-hint = Do they decide, or reach who does?
bant-need-hint = Do they have the problem that we solve?
bant-timeline-hint = Do they want it within a time that can be named?
answer-unknown = Not known
answer-no = No
answer-yes = Yes
bant-note = What was said about it
bant-optional = Nothing here is compulsory: answer what you know.
amount = Amount
amount-hint = Such as { $example }. Leave it empty when nobody knows yet.
amount-final-hint = The final amount, where it differs from { $amount }.
amount-unreadable = “{ $value }” cannot be read as an amount. Write it like { $example }.
currency = Currency
currency-choose = Choose
expected-close = Expected to close on
expected-close-hint = Leave it empty when nobody knows yet.
act-day = It happened on
act-day-hint = Leave it empty for today.
lead-log-written = written down { $at }
refused-done-already = You have done that already: the lead was { $event } on { $at }. Nothing was changed this time, and nothing of what you typed is lost.
owner-unknown = Nobody called “{ $value }” could have a lead. Choose one of the people in the list.
note-too-long = The note is longer than { $most } characters. Shorten it.
day-unreadable = “{ $value }” is not a day. Write it like 2026-06-30.
answer-unreadable = “{ $value }” is no answer. Choose one of the three.
assign-owner = Person
assign-team = Team
assign-nobody = Nobody in particular
act-unreadable = This page could not be read. Load it again and repeat the step; nothing was changed.
