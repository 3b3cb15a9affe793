# What an import says: why rows were rejected, and what is worth knowing. The command line says the same.

said-plain = { $text }

## Rows that cannot be split
said-quote-never-closed = quote opened at column { $column } is never closed
said-text-after-quote = text follows the closing quote at column { $column }; a quote inside of a quoted field is written twice
said-line-too-long = the line is longer than { $limit } bytes; only its beginning is kept here
said-not-text = byte { $byte } at column { $column } is not valid in the encoding of the file; write the value anew
said-nul-byte = column { $column } holds a zero byte (NUL)
said-field-too-long = column { $column } has { $bytes } bytes; a field may have { $limit }
said-one-field = { $found } field where { $expected } are expected
said-wrong-number-of-fields = { $found } fields where { $expected } are expected
said-whole-row-quoted = 1 field where { $expected } are expected: the whole row is quoted as one field; inside of the quotes it has { $expected }
said-lost-byte = the sign � or ␀ stands where a byte could not be read; write the value anew

## Values
said-not-a-boolean = '{ $value }' is neither true nor false (yes, no, 1, 0, oui, non are understood too)
said-number-too-large = '{ $value }' is too large to be a number
said-not-a-number = '{ $value }' is not a number; a mapping can allow decimal_comma, thousands_separators and currency_signs
said-not-a-number-as-mapped = '{ $value }' is not a number
said-not-an-amount = '{ $value }' is not an amount of money
said-amount-not-exact = '{ $value }' is not an amount in whole hundredths that can be kept exactly
said-amount-too-large = '{ $value }' is too large an amount
said-date-out-of-range = '{ $value }' lies outside of the years 1900 to 2200
said-impossible-date = '{ $value }' is an impossible date
said-skipped-hour = '{ $value }' does not exist in the time zone: clocks were put forward over it
said-not-a-date = '{ $value }' is not a date such as 2026-06-30 or 2026-06-30T12:00:00Z; a mapping can name other formats in date_formats
said-not-a-date-as-mapped = '{ $value }' is not a date in ISO 8601 or in one of the date_formats of the mapping
said-not-a-share = '{ $value }' must be above 0 and at most 1 (or 100 %)
said-unknown-role = '{ $value }' is not known; known are { $known }; a mapping can translate it under [values]
said-unknown-relationship = '{ $value }' is not known; known are { $known }; a mapping can translate it under [values]
said-unknown-stage = '{ $value }' is not known; known are { $known }; a mapping can translate it under [values]
said-unknown-currency = '{ $value }' is not known; known are { $known }; a mapping can translate it under [values]
said-missing-value = { $field } is empty; it is needed
said-empty-key = { $field } is empty; it is needed
said-empty-keys = { $field } and { $other } are empty; one of them is needed
said-key-too-long = { $field } has { $bytes } bytes; a key may have { $limit }
said-amount-without-currency = the amount has no currency; fill the column, or give one under [constants]
said-no-stage-date = no stage has a date, so the lead has no place in time; fill one of the stage columns
said-stage-without-date = the lead stands at '{ $stage }' and no column says since when
said-ends-before-it-begins = valid_to ({ $end }) lies before valid_from ({ $begin })

## What is not here, or is here otherwise
said-address-of-several = several contacts have the address '{ $contact }'; give the contact's key
said-unknown-contact = there is no contact '{ $contact }'; import contacts first, then send this row again
said-name-of-several = several accounts are called '{ $account }'; give the key of the one that is meant
said-unknown-account = there is no account '{ $account }'; import accounts first, then send this row again
said-unknown-model = there is no model '{ $model }'; publish it first
said-other-activity = an activity with this id is here already, with another contact, type or time; give it an id of its own if it is another one
said-refused-by-log = { $reason }
said-stage-before-stage = { $stage } on { $at } is before { $before } on { $before_at }: a lead is { $before } first; correct one of the dates
said-stage-cannot-follow =
    { $why ->
        [rejected] { $stage } on { $at } cannot follow { $before } on { $before_at }: a rejected lead is recycled or disqualified
        [sql] { $stage } on { $at } cannot follow { $before } on { $before_at }: a lead at SQL becomes an opportunity
        [opportunity] { $stage } on { $at } cannot follow { $before } on { $before_at }: an opportunity is won or lost
        [recycled] { $stage } on { $at } cannot follow { $before } on { $before_at }: a recycled lead is finished, and a later passage is a lead of its own
        [closed] { $stage } on { $at } cannot follow { $before } on { $before_at }: a lead has one outcome
       *[order] { $stage } on { $at } cannot follow { $before } on { $before_at }: the stages of a lead come in one order, and the log only grows
    }
said-stage-given-twice = { $stage } is given twice, on { $first } and on { $second }: keep one
said-stage-in-future = { $stage } on { $at } lies in the future (it is { $now } now)
said-stage-contradicts-log = { $stage } on { $at } contradicts the log, which has { $stage } on { $logged }: history is not rewritten
said-stage-contradicts-implied = { $stage } on { $at } contradicts the log, which has { $stage } on { $logged } (taken from the next stage, as no date was known): history is not rewritten

## Worth knowing
said-no-rows = the file has a header and no rows
said-mixed-encodings = the file is UTF-8, but { $places } places in it are not; the rows that hold them are rejected
said-encoding-guessed = the encoding was guessed as { $encoding }; if names look wrong, say the right one with --encoding
said-empty-header = column { $number } has no header and is called '{ $name }'
said-repeated-header = the header '{ $header }' occurs again in column { $number }, which is called '{ $name }'
said-spoiled-numbers = '{ $column }' looks like numbers and is taken as text, because the value on line { $line } is none; mend it, or give the type under [attributes] of a mapping to have such rows rejected
said-spoiled-dates = '{ $column }' looks like dates and is taken as text, because the value on line { $line } is none; mend it, or give the type under [attributes] of a mapping to have such rows rejected
said-no-dates = '{ $column }' is not taken as { $field }, and is left out: no value is a date ('{ $value }'); if it is one, name its format in date_formats of a mapping
said-no-dates-but-texts = '{ $column }' is not taken as { $field }, but as the text '{ $attribute }': no value is a date ('{ $value }'); if it is one, name its format in date_formats of a mapping
said-no-numbers = '{ $column }' is not taken as { $field }, and is left out: no value is a number ('{ $value }'); if it is one, allow decimal_comma, thousands_separators or currency_signs in a mapping
said-no-numbers-but-texts = '{ $column }' is not taken as { $field }, but as the text '{ $attribute }': no value is a number ('{ $value }'); if it is one, allow decimal_comma, thousands_separators or currency_signs in a mapping
said-no-currency = amounts have no currency: rows with an amount are rejected until a mapping gives one, such as currency = "EUR" under [constants]
said-dates-left-out = Values of '{ $attribute }' that are impossible dates; the rows came in without them
said-numbers-left-out = Values of '{ $attribute }' that are impossible numbers; the rows came in without them
said-contradictions = Keys with different facts for the same moment; the later row counts
said-several-have-address = Addresses that several contacts have; these rows are contacts of their own until they give the contact's key
said-missing-parents = Parents that are not here; the links wait until they come
said-missing-employers = Employers that are not here; the links wait until those accounts come
said-several-accounts-wait = Several accounts have this name, so that the link waits; use the account's key
said-rings = Companies that own each other in a ring
said-own-parent = Its own parent; the link was left out
said-linked-to-itself = Linked to itself; the link was left out
said-several-parents = Companies with several parents; the family view hangs them under the one with the highest share

notice-names = { $about } ({ $number }): { $names }
notice-names-more = { $about } ({ $number }): { $names } … and { $more } more
mention-line = { $what } (line { $line })
mention-lines = { $what } (line { $line } and { $more } more)
mention-parents = { $what } ({ $parents } parents)

## Stages within a sentence
stage-within-inquiry = inquiry
stage-within-mql = MQL
stage-within-sal = SAL
stage-within-sql = SQL
stage-within-opportunity = opportunity
stage-within-won = won
stage-within-rejected = rejected
stage-within-recycled = recycled
stage-within-disqualified = disqualified
stage-within-lost = lost
