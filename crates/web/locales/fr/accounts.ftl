# What reports on companies ask of the list of accounts.

only-engaged = Au moins une personne engagée
filter-moved = Pendant cette période
filter-was = Note au début
filter-became = Note à la fin
filter-since = Du
filter-until = Avant le
filter-missing = Absent du comité
coverage-band = { $band } %
moved-entered = devenus qualifiés par le marketing
moved-left = ne sont plus qualifiés par le marketing
moved-up = meilleure note
moved-down = moins bonne note
moved-changed = autre note
moved-new = nouveaux
