# Scheduled jobs: what runs when, and what came of it.

nav-jobs = Jobs
jobs-title = Jobs
jobs-lead = What Bareme does by itself, when, and how it went. Every time runs once, however many servers there are.
jobs-none = There are no jobs yet
jobs-none-text = They are made when a server with jobs starts: bareme serve.
job = Job
job-new = New job
job-new-lead = Choose what is to be done and when. The next times are shown before anything is saved.
job-make = Make the job

job-name-nightly-scoring = Nightly scoring
job-name-service-level-sweep = Sweep of service levels
job-name-retention = Clean-up
job-name-quarterly-recalibration = Quarterly recalibration
job-name-weekly-drift-check = Weekly check of drift
job-kind-score = Score everything
job-kind-sweep = Mark overdue leads
job-kind-retention = Delete what is no longer needed
job-kind-recalibration = Recalibrate the models
job-kind-drift = Check for drift
job-does-score = Scores every contact, rolls up companies, keeps the day's snapshot and hands leads over.
job-does-sweep = Marks leads that sales let wait too long, and tells the leader of the team.
job-does-retention = Deletes rejected rows of imports and old runs of jobs. Scores and leads stay.
job-does-recalibration = Measures each model against what became of its leads, and keeps a report with a proposal to sign. It changes no model.
job-does-drift = Says whether leads look different than they used to. It keeps no report.

job-when = When
job-next-run = Next run
job-last-run = Last run
job-never = never
job-not-yet = Has not run yet.
job-is-paused = paused
job-name = Name
job-name-hint = Also used on the command line: bareme jobs run NAME.
job-kind = What it does
job-often = How often
job-every = Every
job-past = Minutes past the hour
job-past-hint = 0 to 59
job-weekday = Day of the week
job-day = Day of the month
job-day-hint = 1 to 28; for the end of the month choose “on the last day”.
job-time = Time
job-time-hint = Such as 06:30.
job-expression = Expression
job-expression-hint = Minute, hour, day, month, weekday, as in cron: 30 6 * * 1-5. Q as the month is the first month of each fiscal quarter.
job-zone = Time zone
job-zone-hint = Such as Europe/Paris. Empty: the zone of the working hours in the agreement.
job-zone-company = the company’s
job-catch-up = Make up for a missed time
job-catch-up-hint = When no server was running at the time, it runs once as soon as one does. Otherwise the time is noted as missed.
job-parameter-rejects-days = Keep rejected rows, in days
job-parameter-rejects-days-hint = Rows that an import rejected are deleted after that.
job-parameter-runs-days = Keep runs of jobs, in days
job-parameter-runs-days-hint = The last run of each job always stays.
job-parameter-people-days = Erase people of whom nothing was heard, in days
job-parameter-people-days-hint = 0 keeps everybody. Activities, changes of facts and leads count; leads stay as figures.
job-minutes =
    { $count ->
        [one] minute
       *[other] { $shown } minutes
    }
job-weekday-1 = Monday
job-weekday-2 = Tuesday
job-weekday-3 = Wednesday
job-weekday-4 = Thursday
job-weekday-5 = Friday
job-weekday-6 = Saturday
job-weekday-7 = Sunday
often-minutes = every few minutes
often-hourly = every hour
often-daily = every day
often-workdays = Monday to Friday
often-weekly = once a week
often-monthly = once a month
often-last-of-month = on the last day of the month
often-quarterly = once a quarter of the calendar
often-fiscal-quarterly = once a fiscal quarter
often-expression = by an expression
when-minutes =
    { $count ->
        [one] Every minute
       *[other] Every { $shown } minutes
    }
when-every-hour = Every hour
when-hourly =
    { $count ->
        [one] Every hour, one minute past
       *[other] Every hour, { $shown } minutes past
    }
when-daily = Every day at { $time }
when-workdays = Monday to Friday at { $time }
when-weekly = Every { $day } at { $time }
when-first-of-month = On the first day of each month at { $time }
when-monthly = On day { $day } of each month at { $time }
when-last-of-month = On the last day of each month at { $time }
when-quarterly = On the first day of each quarter at { $time }
when-fiscal-quarterly = On the first day of each fiscal quarter at { $time }
when-expression = By the expression { $expression }

job-preview = Show the next times
job-next = The next five times
job-next-none = As soon as the schedule can be read, its next times are shown here.
job-schedule = Schedule
job-last-changed = last changed by { $who }
job-run-now = Run now
job-pause = Pause
job-resume = Resume
job-runs = Runs
job-older = Older runs
job-delete = Delete this job
job-delete-hint = Its runs and their logs go with it. This cannot be taken back.
job-changed = Somebody else changed this job while you did. Nothing of yours is lost: save again to replace theirs.
job-changed-by = { $who } changed this job while you did. Nothing of yours is lost: save again to replace theirs.

job-error-name-long = A name has at most { $most } characters, on one line.
job-error-name-taken = Another job has that name.
job-error-many = There are too many jobs; delete some that nobody needs.
job-error-time = “{ $value }” is not a time such as 06:30.
job-error-number = “{ $value }” is not a whole number from { $least } to { $most }.
job-error-fields = Five fields are needed: minute, hour, day, month, weekday. This has { $fields }.
job-error-field-minute = “{ $value }” is no minute: 0 to 59, such as 0, 0,30 or */5.
job-error-field-hour = “{ $value }” is no hour: 0 to 23, such as 6, 6,18 or 8-18.
job-error-field-day = “{ $value }” is no day: 1 to 31, L for the last one, or *.
job-error-field-month = “{ $value }” is no month: 1 to 12, Q for fiscal quarters, or *.
job-error-field-weekday = “{ $value }” is no day of the week: 0 to 7, where 0 and 7 are Sunday, or *.
job-error-never = No day fits this, so the job would never run.
job-error-zone = “{ $value }” is not a time zone such as Europe/Paris.

run-waiting = waiting for a server
run-running = running
run-ending = being cancelled
run-done = done
run-failed = failed
run-failed-again = failed, tries again
run-was-cancelled = cancelled
run-abandoned = abandoned
run-abandoned-again = abandoned, begins anew
run-missed = missed
run-by-schedule = by schedule
run-made-up = made up for
run-by-hand = by hand
run-asked-by = asked for by { $who }
run-slots =
    { $count ->
        [one] one time
       *[other] { $shown } times in one
    }
run-next-attempt = Next attempt
run-progress = Progress
run-details = Details
run-cancel = Cancel this run
run-for = Due
run-status = Status
run-took = Took
run-outcome = Outcome
run-title = Run of { $when }
run-reload = Load this page again to see how far it is.
run-started = Began
run-finished = Ended
run-server = Server
run-attempts = Attempts
run-ended-by = Cancelled by
run-log = Log
run-log-empty = Nothing was noted.
run-log-when = When
run-log-what = What
run-attempt = Attempt
took-no-time = under a second

job-says-scoring = { $done } of { $total } contacts
job-says-no-model = There is no model to score with yet.
job-says-scored = { $model }: { $contacts } contacts scored, { $changed } changed, { $accounts } companies rolled up, { $leads } leads handed over.
job-says-swept = { $overdue } leads became overdue, { $accepted } of them accepted by silence.
job-says-swept-nothing = No lead became overdue.
job-says-recalibrating = Recalibrating { $model }
job-says-recalibrated-adopt = { $model }: { $leads } leads looked at. A better version is proposed and waits for signatures.
job-says-recalibrated-keep = { $model }: { $leads } leads looked at. Nothing is better by more than chance.
job-says-recalibrated-insufficient-data = { $model }: { $leads } leads looked at, with too few outcomes to judge by.
job-says-no-report = { $model }: there are no leads to measure it by yet.
job-says-no-drift = { $model }: too few leads to tell drift.
job-says-drifted = { $model }: { $major } of score, rating and rules have drifted in a major way.
job-says-deleted-rejects = { $deleted } rejected rows older than { $days } days deleted.
job-says-deleted-runs = { $deleted } runs older than { $days } days deleted.
job-says-deleted-people = { $deleted } people of whom nothing was heard for { $days } days erased.
job-says-abandoned = The server { $holder } gave no sign of life any more.
job-says-missed-down = No server was running at that time.
job-says-missed-busy = The run before was still at work at that time.
job-says-begun = Begun by { $holder }.
job-says-failed = It failed: { $why }

done-job-made = The job is made.
done-job-asked = A server takes it within seconds.
done-job-busy = It is at work already, so nothing was begun.
done-job-paused = The job waits until you let it go on.
done-job-resumed = The job goes on with its next time; what passed meanwhile is not made up for.
done-job-deleted = The job is deleted.
done-job-kept = The job was not deleted: it is at work, or it exists from the start.
done-run-cancelled = The run ends within seconds.
done-run-over = The run was over already.

rejects-deleted = The rejected rows were deleted by the clean-up, as they were older than agreed.
next-job-failed = “{ $name }” failed: see why.
