# What reports on companies ask of the list of accounts.

only-engaged = Somebody is engaged
filter-moved = In that time
filter-was = Rating at the beginning
filter-became = Rating at the end
filter-since = From
filter-until = Before
filter-missing = Missing in the committee
coverage-band = { $band } %
moved-entered = became marketing-qualified
moved-left = no longer marketing-qualified
moved-up = better rating
moved-down = worse rating
moved-changed = another rating
moved-new = new
