# What is told to the people who are scored, and of those who were erased.

said-person-not-scored = You are not scored.
said-person-scores = On { $day } you had { $fit } of 100 points for how well you and your company match whom we make our offers for, and { $engagement } of 100 for what you did with us.
said-person-did = { $points } points for “{ $rule }”: { $count } things that you did, the last on { $day }.
said-person-did-once = { $points } points for “{ $rule }”: 1 thing that you did, on { $day }.
said-person-is = { $points } points for “{ $rule }” ({ $facts }).
said-person-rule = { $points } points for “{ $rule }”.
said-person-contacted = With this result, somebody of our sales team may contact you.
said-person-not-contacted = With this result, nobody of our sales team contacts you of their own accord.
said-person-rights = The points only decide in which order people look at inquiries. You may ask us to correct what is wrong, to give you all that we hold on you, or to erase you.
said-erased-person = this row is of a person who was erased; nothing of it was kept. If they came back of their own will: bareme person readmit, then import the row again
