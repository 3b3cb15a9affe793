# The agreement of marketing and sales: reasons, teams, territories and routing, working hours, service level.

nav-agreement = Agreement
agreement-title = Agreement
agreement-lead = What marketing and sales agreed on: reasons for saying no, teams, territories and routing, working hours, and the service level.
agreement-parts = Parts of the agreement
agreement-all = Overview
agreement-reasons = Reasons
agreement-teams = Teams
agreement-routing = Territories and routing
agreement-hours = Working hours
agreement-service-level = Service level
agreement-change = Change
agreement-shipped = This is what is shipped: nobody has changed it yet.
agreement-saved-by = Last changed by { $who }, { $when }
agreement-saved-at = Last changed { $when }
agreement-document = As a document
agreement-document-hint = The whole agreement is one text that can be kept under version control and set again. Comments stay as long as it is changed by files only.
agreement-document-show = Show the document
agreement-changed-by = { $who } changed this part while you did ({ $when }). What you typed is below and is not saved yet; saving now replaces their version.
agreement-changed = Somebody changed this part while you did. What you typed is below and is not saved yet; saving now replaces their version.
agreement-theirs = See their version

done-agreement-saved = Saved. It holds from now on; leads that sales has already keep what was agreed before.
done-agreement-retired = Saved. Reasons that leads name were retired rather than removed, so that their history stays readable.

row-order = Place in the list
row-remove = Take out

## Reasons
reasons-lead = Why sales may say no, and what follows. Without good reasons, nobody learns from a refusal.
reasons-foot = A reason that leads name is never removed, only retired: it is not offered any more, and old leads keep it. Without a text of your own, the shipped one is shown in each reader's language.
reason-new = A new reason
reason-label = Text that people read
reason-policy = What follows
reason-cool-off = Days of rest
reason-retired = retired
reason-retire = Not offered any more (retired)
policy-recycle = back to nurture
policy-disqualify = out for good
policy-recycle-days =
    { $count ->
        [one] back to nurture, { $shown } day of rest
       *[other] back to nurture, { $shown } days of rest
    }

## Teams
teams-lead = Who sells. Members take turns where a rule says so; the leader is told when a lead of the team is overdue.
teams-none = No team yet: leads go to the owner of the account or contact, if there is one.
team-new = A new team
team-name = Name of the team
team-leader = Leader
team-members = Members
team-members-hint = One name on each line, written as in the owner field of your records. Leave out who is away.
team-territory = Territory
team-no-territory = None
team-led-by = led by { $who }

## Routing
routing-lead = Who gets a lead: the first rule that holds and finds somebody decides.
territories-title = Territories
territories-lead = Parts of the market. A lead belongs to the first territory whose conditions all hold.
territory-new = A new territory
territory-name = Name of the territory
territory-asks-nothing = Say who belongs to it: a country, an industry, a size, or another condition.
rules-title = Rules
rules-lead = Tried from the top. A rule without conditions holds for every lead: put one at the end, so that nobody is left out.
rules-none = No rule yet: leads go to the owner of the account or contact, if there is one.
rule-new = A new rule
rule-name = Name of the rule
rule-to = Who gets the lead
rule-team = Team
rule-owner = Person
rule-no-team = None
rule-for-all = every lead
target-account-owner = whoever owns the account or contact
target-territory = the territory's people, taking turns
target-round-robin = a team's members, taking turns
target-person = one person
target-team = a team's common queue
condition-countries = Country is one of
condition-industries = Industry is one of
condition-employees-from = Employees, at least
condition-employees-to = Employees, at most
condition-other = Another condition
condition-other-label = Condition as in a model
condition-other-hint = Such as { "{" } attribute = "contact.title", contains = "chief" { "}" }. It must hold beside the fields above.

## Trying the routing
try-title = Try it
try-hint = Nobody's turn is taken.
try-contact = Contact: key, e-mail or name
try-country = Or a country
try-do = Who would get the lead?
try-no-contact = There is no contact “{ $value }”.
try-several = Several contacts are called “{ $value }”: give the key or the e-mail address.
try-owner-team = { $owner } ({ $team }) would get the lead.
try-owner = { $owner } would get the lead.
try-team = The common queue of { $team } would get the lead.
try-nobody = No rule finds anybody: the lead would go to the owner of the account or contact, if there is one.
try-no-rules = There are no rules yet.
try-territory = Territory: { $name }
try-no-territory = In no territory
try-does-not-hold = does not hold
try-finds-nobody = holds, but finds nobody
try-not-asked = not asked any more
try-decides = decides: { $why }
why-account-owner = owner of the account or contact
why-territory = taking turns in { $territory }
why-round-robin = taking turns in { $team }
why-person = this person
why-team = the queue of { $team }

## Hours
hours-lead = When people work. Only these hours count where the service level counts business hours.
hours-zone = Time zone
hours-zone-hint = Its IANA name, such as Europe/Paris.
hours-week = Hours of the week
hours-week-hint = Such as 09:00-12:30, 13:30-18:00. Leave a day off empty; a shift over midnight is given in two parts.
hours-holidays = Holidays
hours-holidays-hint = One on each line: the day, then its name, such as 2026-12-25 Christmas.
hours-examples = From now on, this comes to
hours-no-examples = Once the hours can be read, this shows when a deadline would come.
hours-example =
    { $count ->
        [one] { $shown } business hour
       *[other] { $shown } business hours
    }
day-monday = Monday
day-tuesday = Tuesday
day-wednesday = Wednesday
day-thursday = Thursday
day-friday = Friday
day-saturday = Saturday
day-sunday = Sunday
day-off = day off

## Service level
level-lead = In which time sales must respond, and what follows when it does not. How many hours each rating has stands in the model.
level-clock = Which hours count
level-clock-hint = A change holds for leads that are handed over from now on.
clock-plain = every hour
clock-business = business hours only
level-accept = A lead that nobody answered in time counts as accepted
level-accept-hint = Such acceptances are kept apart from those of people in every report.
level-escalate = Overdue leads are told to
level-escalate-hint = Where the team has no leader.
level-cool-off = Days of rest after a refusal
level-cool-off-hint = For reasons that say nothing else. So long, the contact is not handed over again.
level-fiscal-year = The fiscal year begins in
level-fiscal-year-hint = Quarters and years of reports follow it.
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## What is wrong
agreement-problem-needed = This is needed: please fill it in.
agreement-problem-twice = “{ $value }” is there twice: give each its own name.
agreement-problem-range = “{ $value }” is outside of what makes sense.
agreement-problem-for-good = This reason is out for good, so it has no days of rest: leave them out, or let it go back to nurture.
agreement-problem-zone = “{ $value }” is not a time zone: write its IANA name, such as Europe/Paris.
agreement-problem-unknown = “{ $value }” is not there (any more): choose another one.
agreement-problem-hours = “{ $value }” are not working hours: write them as 09:00-12:30, 13:30-18:00, the end after the beginning.
agreement-problem-holiday = “{ $value }” is not a day: write it as 2026-12-25, then the name.
agreement-problem-overlap = These hours overlap: put them in order and keep them apart.
agreement-problem-no-hours = The week has less than an hour of work, so no deadline would ever come.
agreement-problem-no-reason = Every reason is retired, so sales could refuse nothing: keep one.
agreement-problem-condition = This condition cannot be read: { $detail }
agreement-problem-other = This cannot be used: { $detail }
agreement-problem-team-used = The rule “{ $name }” gives leads to a team that would not be there any more: change that rule first.
agreement-problem-territory-used = The team “{ $name }” works in a territory that would not be there any more: change that team first.
