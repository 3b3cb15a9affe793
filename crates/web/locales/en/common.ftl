# Frame, navigation, and words that many pages share.

skip-to-content = Skip to content
menu = Menu
nav-label = Main
search-everything = Search accounts and contacts
search-placeholder = Search
nav-group-work = Companies and people
nav-group-results = Results
nav-group-setup = Set-up
nav-home = Home
nav-accounts = Accounts
nav-contacts = Contacts
nav-leads = Leads
nav-matrix = Matrix
nav-funnel = Funnel
nav-models = Models
nav-imports = Imports
theme-dark = Dark theme
theme-light = Light theme
foot-loopback = This server listens on loopback only: nobody on another machine can reach it.
foot-times = All times are UTC.
crumbs-label = Where you are
sections-label = On this page

yes = yes
no = no
not-yet = not yet
never = never
show = Show
since = since { $date }
until = until { $date }
value-unknown = not known
times-utc = Times are UTC
contacts-word = contacts
as-of = As of

account = Account
contact = Contact
person = Person
model = Model
model-primary = { $title } (primary)
model-version = { $model }, version { $version }
version-number = version { $version }
owner = Owner
source = Source
campaign = Campaign
reason = Reason
industry = Industry
country = Country
account-owner = Account owner
employees = Employees
employees-count =
    { $count ->
        [one] { $shown } employee
       *[other] { $shown } employees
    }
size-and-more = { $low } and more
rating = Rating
rating-none = not rated
rating-grade = { $grade }, any level
rating-level = Level { $level }, any grade
fit = Fit
engagement = Engagement
fit-and-engagement = Fit and engagement
points = Points
of-points = of { $of }
rank = Rank
trend = Trend
surge = Surge
coverage = Coverage
people-engaged = Engaged people
last-activity = Last activity
sort = Sort by
mqa-long = Marketing-qualified account
within-hours = within { $hours } h
scored-with = scored with { $model }, version { $version }
no-model-title = No scoring model yet
no-model = No model is published yet, so nothing can be scored. Publish one:

interval = ({ $low }–{ $high })
interval-95 = 95% interval
quarter = Q{ $quarter } { $year }
chart-figures = Show the figures

ago-now = just now
ago-minutes =
    { $count ->
        [one] { $shown } minute ago
       *[other] { $shown } minutes ago
    }
ago-hours =
    { $count ->
        [one] { $shown } hour ago
       *[other] { $shown } hours ago
    }
ago-days =
    { $count ->
        [one] { $shown } day ago
       *[other] { $shown } days ago
    }
ago-months =
    { $count ->
        [one] { $shown } month ago
       *[other] { $shown } months ago
    }
ago-years =
    { $count ->
        [one] { $shown } year ago
       *[other] { $shown } years ago
    }
ahead-minutes =
    { $count ->
        [one] in { $shown } minute
       *[other] in { $shown } minutes
    }
ahead-hours =
    { $count ->
        [one] in { $shown } hour
       *[other] in { $shown } hours
    }
ahead-days =
    { $count ->
        [one] in { $shown } day
       *[other] in { $shown } days
    }
ahead-months =
    { $count ->
        [one] in { $shown } month
       *[other] in { $shown } months
    }
ahead-years =
    { $count ->
        [one] in { $shown } year
       *[other] in { $shown } years
    }
age-days = { $days } d old

labelled = { $label }:
filter-more = More filters
filter-any = Any
filter-apply = Apply
filter-active = Active filters
filter-remove = remove this filter
filter-clear = Clear all filters
filter-only = Status
list-no-match-text = Nothing fits all filters together. Take one away, or clear them all.
pager-label = Pages of the list
pager-previous = Previous
pager-next = Next
field-error-rating = “{ $value }” is not a rating: choose A1 to D4.
field-error-choice = “{ $value }” is not one of the choices.
field-error-date = “{ $value }” is not a date: write it as 2026-06-30.
field-error-period = “{ $value }” is not after the first day: the period would be empty.

start-demo = To look around, fill the empty database with a simulated company:
start-import = To see your own, import your files, then score:

error-reference = Reference for the log:
error-not-found-title = There is nothing here
error-not-found-text = The address is mistyped, or what it named is gone. Nothing is broken.
error-not-found-back = Go to the home page
error-bad-cursor-title = This place in the list is gone
error-bad-cursor-text = The link points into a list that has changed since. Your filters are kept: start again from the first page.
error-bad-cursor-back = Start the list again
error-bad-request-title = This address cannot be read
error-bad-request-text = Something in it is not what this page expects.
error-bad-request-back = Go to the home page
error-internal-title = The page could not be made
error-internal-text = That is our fault, and it is in the server’s log under the reference below. Trying again may help.
error-internal-back = Go to the home page

error-unavailable-title = The database does not answer just now
error-unavailable-text = It is away, busy, or has no room left to write. Nothing of what you sent was kept; go back, and send it again in a moment.
error-unavailable-back = Go to the home page
