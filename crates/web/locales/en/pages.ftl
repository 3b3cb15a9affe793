# Pages, one after the other.

## Home
home-title = Companies warming up
home-empty = Nothing to score yet
home-empty-text = The database is empty. Fill it, and this page shows which companies warm up and why.
home-empty-reload = Then load this page again.
home-handed-over = Leads handed over
home-months = last 12 months
home-warming = Warming up now
home-all-accounts = All accounts
home-funnel = From MQL to won
home-funnel-more = Full report, last 12 months
home-best = Best accounts
home-surging = Surging accounts
home-surging-hint = far more activity than usual
home-qualified = Qualified accounts
home-qualified-hint = marketing-qualified (MQA)
home-waiting = Leads waiting for sales
home-overdue =
    { $count ->
        [one] { $shown } overdue
       *[other] { $shown } overdue
    }
home-none-overdue = none overdue
home-all-surging = All that surge
home-no-surge = No account surges now; these rose most in 30 days
home-warming-none = Nothing to compare with yet: the history begins with the second scoring.
home-next = What to look at today
home-next-none = Nothing urgent. Well done.
home-matrix-more = Full matrix
next-overdue =
    { $count ->
        [one] { $shown } lead is overdue: sales should have answered by now
       *[other] { $shown } leads are overdue: sales should have answered by now
    }
next-undecided =
    { $count ->
        [one] { $shown } lead waits for an answer from sales
       *[other] { $shown } leads wait for an answer from sales
    }
next-cell =
    { $count ->
        [one] { $shown } person in { $rating } is worth a call first
       *[other] { $shown } people in { $rating } are worth a call first
    }
next-surge = { $name } surges but is not qualified: see who is missing
next-surge-qualified = { $name } surges and is qualified: see who is behind it
next-rejects =
    { $count ->
        [one] { $shown } row of { $file } was rejected: mend it and import it again
       *[other] { $shown } rows of { $file } were rejected: mend them and import them again
    }
next-model = Publish a scoring model
next-score = Score the contacts and accounts

## Lists of accounts and contacts
accounts-title = Accounts
accounts-lead =
    { $count ->
        [one] { $shown } account,
       *[other] { $shown } accounts,
    }
accounts-count =
    { $count ->
        [one] { $shown } account
       *[other] { $shown } accounts
    }
accounts-fit = { $fitting } of { $total } accounts,
accounts-none = No accounts yet
accounts-none-text = Accounts are the companies you sell to. They come with a file, or with the demo.
accounts-no-match = No account fits
accounts-caption = Accounts with rating, scores, trend and surge
accounts-shown =
    { $count ->
        [one] { $shown } account on this page
       *[other] { $shown } accounts on this page
    }
accounts-search = Search
accounts-search-placeholder = Part of a name; domain, key
only-mqa = Marketing-qualified
only-surge = Surging
fitting-more = More than { $count }
has-account = With an account
has-no-account = Without an account
only-overdue = Overdue
sort-score = Score
sort-name = Name
sort-surge = Surge
sort-trend = Trend over 30 days
sort-rank = Rank
sort-recent = Last activity
contacts-title = Contacts
contacts-lead =
    { $count ->
        [one] { $shown } contact,
       *[other] { $shown } contacts,
    }
contacts-count =
    { $count ->
        [one] { $shown } contact
       *[other] { $shown } contacts
    }
contacts-fit = { $fitting } of { $total } contacts,
contacts-unscored =
    { $count ->
        [one] { $shown } of them is not scored by this model: see everybody by name
       *[other] { $shown } of them are not scored by this model: see everybody by name
    }
contacts-none = No contacts yet
contacts-none-text = Contacts are the people at the companies. They come with a file, or with the demo.
contacts-no-match = No contact fits
contacts-caption = Contacts with account, rating and scores
contacts-shown =
    { $count ->
        [one] { $shown } contact on this page
       *[other] { $shown } contacts on this page
    }
contacts-search = Search
contacts-search-placeholder = Name, e-mail, company domain

## One account
account-contacts = Its contacts
owned-by = owned by { $owner }
account-why = Why
account-why-title = Why this rating
account-unscored = This account has not been scored with this model yet. Run
account-no-people = Nobody who reaches this account is engaged.
strategy-by = Engagement: { $strategy }
contributions-caption = People whose engagement reaches this account; their points add up to its engagement.
reach = Reach
points-here = Points here
reaches-by-others = reaches it through others
path = Way:
engagement-sum = Engagement, the sum of the lines
fit-sum = Fit, the sum of the lines
fit-title = Fit: who they are
engagement-title = Engagement: what they do
ledger-hint = Open a line to see how it is worked out
ledger-missing = not known
ledger-because = { $why }: { $share }
ledger-criterion = criterion { $number }
ledger-no-criterion = no criterion matches
ledger-share = { $percent } of { $weight } = { $points }
ledger-sum-of-cap = sum { $sum } of cap { $cap } × weight { $weight } = { $points }
ledger-found = { $shown } in all
ledger-found-within = { $shown } in { $days } days
ledger-tier = at least { $least } → { $percent } of { $weight } = { $points }
ledger-bound-high = the lines add up to { $sum }, at most { $bound } counts: { $points }
ledger-bound-low = the lines add up to { $sum }, at least { $bound } counts: { $points }
ledger-over-limit = { $points }, over the limit
to-next-band = { $points } to { $name }
ledger-limit = limit
ledger-penalty = penalty
ledger-adjustment = adjusted by sales
committee = Buying committee
committee-none = The model asks for no committee.
coverage-of = { $percent } covered
seat-nobody = Nobody is known in this role.
seat-asleep = Known, but not engaged:
mqa-unknown = Not computed yet.
mqa-grade = Grade { $wanted }
mqa-level = Level { $wanted }
mqa-coverage = Committee coverage of at least { $wanted }
mqa-people =
    { $count ->
        [one] At least { $shown } engaged person
       *[other] At least { $shown } engaged people
    }
condition-holds = (holds)
condition-fails = (does not hold)
surge-new = new
surge-recent =
    { $count ->
        [one] { $shown } activity in the last { $days } days,
       *[other] { $shown } activities in the last { $days } days,
    }
surge-before =
    { $count ->
        [one] against { $shown } in the { $days } days before.
       *[other] against { $shown } in the { $days } days before.
    }
activities-count =
    { $count ->
        [one] { $shown } activity
       *[other] { $shown } activities
    }
activities-shown =
    { $count ->
        [one] { $shown } activity on this page
       *[other] { $shown } activities on this page
    }
spark-label = Engagement { $change } over { $days } days
trend-change = In 30 days
trend-none = The history begins with the second scoring.
history = History of the scores
history-title = Fit and engagement over time
timeline = Timeline
timeline-empty = No activity yet.
about-campaign = campaign { $name }
family = Corporate family
family-total = Total
family-total-hint = The total counts each person once.
family-depth = Level { $depth }:
family-hidden =
    { $count ->
        [one] { $shown } more member is not shown.
       *[other] { $shown } more members are not shown.
    }
owned-share = { $share } owned
tree-self-parent = { $name } is entered as its own parent. The link is ignored; mend it in the source.
tree-cycle = These accounts own each other in a circle: { $names }. The tree is cut there; mend it in the source.
tree-several-parents = { $name } has several parents: { $parents }. The tree shows the first.
tree-missing-parent = The parent of { $name } is not in the database: { $parent }. Import it to see the whole family.
graph = Relationships, drawn
graph-title = Graph of relationships
graph-hidden =
    { $count ->
        [one] { $shown } neighbour is left out
       *[other] { $shown } neighbours are left out
    }
graph-account = account
graph-contact = contact
graph-past = past
facts = Facts
facts-none = Nothing is known beyond the key.
natural-key = Key

## One contact
contact-why = Why
knocked-out = Knocked out
knock-out-title = Not to be handed over, because:
model-does-not-apply = This model does not score this person. Choose another one, or read why in the model.
completeness-of = { $percent } of the weight is known
engagement-none = No activity counts at this moment.
cell-title = What { $rating } asks for
cell-people = Others in this cell
cell-priority = Priority { $priority } · rank { $rank }
contact-no-leads = Not handed over yet.
lead-model = model { $model }
lead-due = Answer due
step-implied = not dated in the source, taken from a later step
relationships = Relationships
relationships-none = None known.
relationship-past = past

## Search
search-title = Search
search-results = Results for “{ $text }”
search-what = Accounts are found by the beginning of their name, domain or key; contacts by the beginning of their name, last name, e-mail address or key, or by the domain of their company.
search-start = What are you looking for?
search-start-text = Type the beginning of a name, a domain or an e-mail address into the search field. The key / leads to it from every page.
search-none = Nothing begins like this
search-none-text = Accents and capitals make no difference, but the beginning must be right. The list of accounts can also be searched within names.
search-within = Search within account names
search-all-accounts = Show all in the list of accounts
search-all-contacts = Show all in the list of contacts
search-no-account = No account begins like this.
search-no-contact = No contact begins like this.
search-first = The first ones by name; the list shows all.

## Matrix
matrix-title = Matrix
matrix-lead = Fit sets the grade, engagement the level. Each cell says what is done, and within how many hours.
matrix-people = People by rating
matrix-hint = Choose a cell to see its people
matrix-caption = Contacts by grade (rows) and level (columns)
matrix-axes = Rows: fit, A is best. Columns: engagement, 1 is strongest.
matrix-scored = Scored contacts
matrix-unscored =
    { $count ->
        [one] { $shown } more is not scored by this model
       *[other] { $shown } more are not scored by this model
    }

## Leads
leads-title = Leads
leads-lead =
    { $count ->
        [one] { $shown } lead in all, the latest change first.
       *[other] { $shown } leads in all, the latest change first.
    }
leads-fit = { $fitting } of { $total } leads, the latest change first.
leads-none = No leads yet
leads-none-text = A lead begins when a contact’s rating enters a hand-off cell. Score your contacts, or import past leads with their stage dates:
leads-no-match = No lead fits
leads-caption = Leads with contact, account, stage and dates
leads-shown =
    { $count ->
        [one] { $shown } lead on this page
       *[other] { $shown } leads on this page
    }
lead-stage = Stage now
lead-reached = Ever reached
lead-from = MQL from
lead-until = MQL before
lead-rating-long = Rating at hand-over
lead-mql-at = MQL since
lead-since = Stage changed
lead-without = Without
lead-answer = Answer from sales
lead-overdue = overdue

## Funnel
by-month = Month
by-quarter = Quarter
by-year = Year
by-week = Week
by-source = Source
by-campaign = Campaign
by-owner = Owner
by-rating = Rating at hand-over
by-country = Country
by-industry = Industry
cohort-unknown = Not known
definitions = What each figure means
define-what = What does this mean?
define-view = Cohort view
define-view-text = The leads that became MQL in the period, followed for as long as they exist. Events of other leads do not count.
define-mql = MQL
define-mql-text = Marketing-qualified leads: handed over to sales, by the date of the hand-over.
define-sal = SAL
define-sal-text = Sales-accepted leads: sales took them on.
define-sql = SQL
define-sql-text = Sales-qualified leads.
define-opportunity = Opportunity
define-opportunity-text = An opportunity was opened.
define-won = Won
define-won-text = The opportunity was won.
define-rejected = Rejected
define-rejected-text = Sales did not accept them, whatever followed (recycled or disqualified).
define-undecided = Undecided
define-undecided-text = MQLs that sales has neither accepted nor rejected. They are in no rate until they are decided.
define-acceptance = Acceptance rate
define-acceptance-text = SAL / (SAL + rejected), among decided leads only.
define-conversion = Conversion
define-conversion-text = Of the leads that entered a step, the share that reached the next. From MQL to won: won / MQL.
define-interval = Interval
define-interval-text = 95% Wilson score interval of the share: with few leads it is wide, and differences may be chance.
define-immature = Immature cohort
define-immature-text = Its youngest lead has had less time than the median lead took from MQL to won: its rates will still rise.

## Imports
imports-title = Imports
imports-lead = What came in, and which rows were rejected. A bad row never stops the good ones.
imports-none = Nothing was imported yet
imports-none-text = Files are imported on the command line.
imports-shown =
    { $count ->
        [one] { $shown } import on this page
       *[other] { $shown } imports on this page
    }
import-file = File
import-status = Status
import-when = Started
import-read = Rows read
import-created = New
import-updated = Changed
import-unchanged = Unchanged
import-skipped = Left out
import-rejected = Rejected
import-running = running
import-finished = finished
import-failed = failed
import-interrupted = interrupted
import-kind-accounts = Accounts
import-kind-contacts = Contacts
import-kind-relationships = Relationships
import-kind-activities = Activities
import-kind-leads = Leads
notices = Worth knowing
notices-count =
    { $count ->
        [one] { $shown } notice
       *[other] { $shown } notices
    }
rejects = Rejected rows
rejects-hint = Mend them in the rejects file and import it again
rejects-none = Every row came in.
rejects-download = Rejects file (CSV)
rejects-shown =
    { $count ->
        [one] { $shown } row on this page
       *[other] { $shown } rows on this page
    }
reject-line = Line
reject-column = Column
reject-value = Value
reject-reason = Why, and what to do
detected = How the file was read
detected-hint = Detected, or given on the command line
detected-encoding = Encoding
detected-delimiter = Delimiter
detected-byte-order-mark = Byte order mark
detected-present = present
detected-absent = absent
detected-line-ends = Line ends
detected-columns = Columns
detected-bytes = Bytes
detected-comma = comma
detected-semicolon = semicolon
detected-tab = tab
detected-vertical-bar = vertical bar
detected-custom = as given
detected-mixed = mixed
detected-none = none

## Models
models-title = Models
models-lead = The agreed grids that contacts and accounts are scored with. Versions never change once published.
model-name = Name
model-current = Version in force
model-role = Role
model-drives = decides on hand-over
model-beside = scores only
model-applies = Scores those with:
model-account-fit = Fit of the company
model-account = What it says about companies
model-matrix-caption = What is done in each cell
model-rank = Rank within a rating: { $percent } fit, the rest engagement.
model-surge = The last { $recent } days against the { $before } days before;
model-surge-when = at least { $count } activities, p < { $p }.
model-document = The document of the version in force (TOML)
model-versions = Versions
model-in-force = in force
model-read-only = Models are changed as documents:
threshold = { $name } from { $at }
rule-weight = weight { $weight }
rule-first = The first criterion that matches gives its percent of the weight.
rule-missing = not known
rule-penalties = Penalties
rule-knock-outs = Knock-outs
rule-cap = sum of signals, full at { $cap } points
rule-tiers = the best row that holds counts
decay-half-life = halves every { $days } days
decay-linear = fades to nothing in { $days } days
decay-step = loses { $percent } every { $days } days
decay-window = counts for { $days } days
limit-per-day = at most { $points } a day
limit-in-all = at most { $points } in all
tier = at least { $count } × { $what }
tier-within = within { $days } days
penalty-silent = silent for { $days } days
hours = { $hours } h
