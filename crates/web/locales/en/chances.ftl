# Predicted chances beside the rating.

chance-title-sql = Chance to be qualified
chance-title-won = Chance to be won
chance-short-sql = { $percent } chance to be qualified
chance-short-won = { $percent } chance to be won
chance-usual-sql = { $percent } of the { $leads } leads that it was learnt from were qualified
chance-usual-won = { $percent } of the { $leads } leads that it was learnt from were won
chance-below = below { $percent }
chance-above = above { $percent }
chance-for = speaks for it:
chance-against = speaks against it:
chance-nothing = nothing of the kind
chance-as-now = By what is known now.
chance-as-handed-over = By what was known at the hand-over.
chance-beside = It stands beside the rating and moves neither points nor hand-over.
chance-report = How true it has been
