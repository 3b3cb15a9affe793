# Letters of reports.

mail-subject = { $title }: { $period } ({ $day })
mail-subject-of-day = { $title } ({ $day })
mail-interval = 95%: { $low } to { $high }
mail-made = Made
mail-nothing = There is nothing to report for this period.
mail-rows = { $count ->
    [one] 1 more row
   *[other] { $shown } more rows
  }
mail-columns = { $count ->
    [one] 1 more column
   *[other] { $shown } more columns
  }
mail-both = { $one } and { $other }
mail-left-out = { $what } in the PDF and on the page.
mail-left-out-page = { $what } on the page.
mail-open-leads = Open these leads in Bareme
overdue-title = Leads that sales let wait too long
overdue-lead = Their time to respond has passed, and you lead the team that has them.
overdue-contact = Contact
overdue-company = Company
overdue-due = Answer was due
mail-further = Also in the PDF and on the page: { $titles }.
mail-file = The whole report is attached: { $file }.
mail-open = Open the report in Bareme
mail-why = You get this mail because somebody entered your address for it. Whoever uses Bareme can change or stop it:
mail-change = change or stop these mails

mails-title = Reports by mail
mails-lead = Which reports are mailed to whom, when, and what became of the letters.
mails-none = No report is mailed yet
mails-none-text = Open a report, filter it as you need it, and choose “Mail this report”.
mail-this = Mail this report
mail-title = Mail a report
mail-lead = As it is on the day, with its filter and the PDF:
mail-lead-newest = The newest report on the day, with the PDF:
mail-newest = The newest report on the day.
report-title-recalibration = Recalibration
mail-name = { $report } by mail
mail-what = Report
mail-to-whom = To
mail-to = To
mail-to-hint = Addresses, one a line or with commas between them. Each gets a letter of its own.
mail-language = Language
mail-language-hint = Of the letter, its figures and its PDF.
mail-not-yet = Not sent yet.
mail-change-it = Edit, send or stop
mail-edit = Edit
mail-send-now = Send now
mail-set-up = Letters go by { $server }.
mail-not-set-up = Mail is not set up, so nothing is sent.
mail-not-set-up-text = Everything else works. Whoever runs Bareme writes these lines into bareme.toml and starts it again:
mail-not-set-up-more = smtps:// is encrypted from the start, smtp:// by STARTTLS. BAREME_MAIL_URL, BAREME_MAIL_FROM and BAREME_PUBLIC_URL in the environment do the same.
mail-example-name = name
mail-example-password = password
mail-error-nobody = Name at least one address.
mail-error-many = A letter goes to { $most } addresses at most; take a mailing list for more.
mail-error-form = “{ $value }” is not an address such as name@example.com.
mail-error-name = In “{ $value }”, only plain letters, digits and . _ - + ' can stand before the @.
mail-error-domain = In “{ $value }”, what stands behind the @ is not a domain such as example.com.
mail-error-long = “{ $value }” is too long for an address.
letters-title = Letters
letters-counts = waiting: { $waiting }, failed: { $failed }
letter = Letter
letter-state = State
letter-is-waiting = waiting
letter-is-sent = sent
letter-is-failed = failed
letter-not-tried = It is sent within minutes.
letter-tried-again = Tried again at { $when }. { $said }
letter-send-again = Send again
done-mail-made = The report is mailed from now on.
done-mail-asked = It is sent within seconds; load this page again to see how it went.
done-mail-paused = Nothing is sent until you let it go on.
done-mail-resumed = It goes on with its next time.
done-mail-deleted = The report is not mailed any more.
done-mail-kept = It is being sent right now; delete it in a moment.
done-letter-again = The letter waits for its turn, which comes within minutes.

job-name-mail-sending = Sending of mail
job-kind-report-mail = Mail a report
job-kind-send-mail = Send letters that wait
job-does-report-mail = Writes a report as a letter with its PDF and sends it. To whom is set under Reports by mail.
job-does-send-mail = Sends letters that wait for their turn, also those that the mail server did not take before.
job-says-letter-written = Letters written: { $addresses }.
job-says-letter-known = Letters written before: { $addresses }; nobody is written to twice.
job-says-mail-sent = Letters that the server took: { $sent }; to be tried again: { $later }; refused: { $failed }.
job-says-mail-nothing = No letter waited for its turn.
job-says-mail-not-set-up = Mail is not set up, so nothing was sent.
