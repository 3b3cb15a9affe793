# The rights of the people who are scored.

contact-rights = Rights
person-title = What is held on { $name }
person-lead = For a person who asks what is held on them, why they score as they do, or to be erased.
person-file = All of it as a file
person-why = Why this score, in plain words
person-why-hint = To be read out, or copied into a letter.

said-person-not-scored = You are not scored.
said-person-scores = On { $day } you had { $fit } of 100 points for how well you and your company match whom we make our offers for, and { $engagement } of 100 for what you did with us.
said-person-did = { $points } points for “{ $rule }”: { $count } things that you did, the last on { $day }.
said-person-did-once = { $points } points for “{ $rule }”: 1 thing that you did, on { $day }.
said-person-is = { $points } points for “{ $rule }” ({ $facts }).
said-person-rule = { $points } points for “{ $rule }”.
said-person-cap = { $points } points, since “{ $category }” alone gives no more than its most.
said-person-contacted = With this result, somebody of our sales team may contact you.
said-person-not-contacted = With this result, nobody of our sales team contacts you of their own accord.
said-person-rights = The points only decide in which order people look at inquiries. You may ask us to correct what is wrong, to give you all that we hold on you, or to erase you.
said-erased-person = this row is of a person who was erased; nothing of it was kept. If they came back of their own will: bareme person readmit, then import the row again

erase-title = Erasure
erase-hint = Facts, activities, scores, relationships, notes, rejected rows and letters go for good. Leads stay as figures without a person.
erase-ask = Ask for an erasure
erase-sure = I have read what goes, and that it cannot be taken back
erase-now = Erase this person
erase-not-sure = Tick the box that says that you are sure; nothing was erased.

erasures-title = Erasures
erasures-lead = Who asked for whom to be erased. A person has no name here: theirs is gone.
erasures-none = Nobody has asked
erasures-none-text = Requests from the page of a person will wait here.
erasure-whose = Person
erasure-contact = Contact { $number }
erasure-asked-by = Asked by
erasure-when = When
erasure-done = Erased by
erasure-open = open

done-erasure-asked = The erasure is asked for; an administrator does it.
done-erasure-asked-before = Somebody has asked for this erasure already.
done-erased = The person is erased.
done-erased-not-yet = The person is erased, but a byte of an address is still in the file of the database, because somebody has been reading since before. It goes with time.
