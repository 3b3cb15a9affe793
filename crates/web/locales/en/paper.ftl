# What a printed report says beside its own words.

paper-definitions = What the words mean
paper-made = made
paper-nothing = There is nothing to show here.
paper-of = of
paper-page = page
