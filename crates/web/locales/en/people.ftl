# People: signing in, one's own account, and who may come in.

sign-in-title = Sign in
sign-in-go = Sign in
sign-in-help = You have no password, or forgot it? An administrator gives you a link with which you set one.
sign-in-unset = No administrator can sign in yet. The server’s console shows a code with which you make the first one.
sign-out = Sign out
done-signed-out = You are signed out.
done-set-up = You are the first administrator.
done-welcome = Your password is set, and you are signed in.

password = Password
password-again = The same password again
password-hint = At least 12 characters. Several words are easy to remember and hard to guess.
person-email = E-mail address
person-name = Name
person-name-hint = What you do is written down under this name.

second-factor-title = One more step
second-factor-text = Your password is right. Now give the code that your authenticator app shows.
second-factor-code = Code
second-factor-hint = Six digits; or one of your recovery codes, when you do not have the app at hand.
second-factor-other = Sign in as somebody else

set-up-title = Set up Bareme
set-up-text = There is no administrator yet. Whoever can read the console of the server makes the first one, who then lets others in.
set-up-code = Set-up code
set-up-code-hint = The console shows it when the server starts; each start makes another one.
set-up-go = Make me administrator

invitation-title = Set your password
invitation-text = { $name }, you sign in with the address { $email } and a password that only you know.
invitation-go = Set the password
invitation-code = Code of your invitation
invitation-code-hint = It is the last part of the link that you were given.
invitation-show = Go on

refused-wrong = This address and this password do not belong together.
refused-wrong-password = This is not your password.
refused-wrong-code = This code is not right, or was used already. Your app shows the next one within half a minute.
refused-code-gone = This code is not valid: it was used, was replaced by another one, or is too old.
refused-wait = That was tried too often. Wait { $seconds } s, then try again.
refused-short = A password has at least 12 characters.
refused-long = A password has at most 256 characters.
refused-guessable = A password is not your name, not your address, and not one sign again and again.
refused-not-the-same = This is not the same password.
refused-email = An address such as ana@example.com is needed.
refused-email-taken = Somebody else has this address.
refused-name = A name of one line is needed.
refused-name-taken = Somebody else has this name, and acts are written down under names. Add something to it.
refused-role = Choose a role.
refused-team = This team is not in the agreement.
refused-last-admin = This is the last administrator who can sign in. Let another one in first.
refused-factor-needed = Your role needs a second factor.
refused-no-factor = There is no second factor that waits for its first code.

error-signed-out-title = You are not signed in
error-signed-out-text = Nothing was changed. Your session ended, or a second factor is still to come. Sign in in another tab, then go back here and send the form again: what you typed is still in it.
error-signed-out-back = Sign in

me-title = My account
me-password = Password
password-current = The password that you have now
password-new = A new password
password-change = Change the password
password-ends = Every session of yours ends then, but this one.
done-password-changed = Your password is another one now. Every other session of yours ended.
factor-title = Second factor
factor-text = With an authenticator app, nobody who learns your password can sign in as you. Scan the picture with the app, or type the secret into it, and give the first code that it shows.
factor-picture = A picture that an authenticator app scans
factor-secret = The secret:
factor-code-hint = Six digits.
factor-confirm = Confirm
factor-none = You sign in with your password alone.
factor-set-up = Set up a second factor
factor-is-set =
    { $count ->
        [one] You sign in with a second factor. { $shown } recovery code is left.
       *[other] You sign in with a second factor. { $shown } recovery codes are left.
    }
factor-remove = Take the second factor away
done-factor-removed = You sign in with your password alone from now on.
codes-title = Recovery codes
codes-text = Your second factor counts from now on. Keep these codes where nobody else finds them: each lets you in once when you do not have the app. They are not shown again.
codes-kept = I have kept them
codes-renew = Make new recovery codes
sessions-title = Where you are signed in
session-here = this browser
session-unknown = a browser without a name
session-times = since { $since }, last seen { $seen }
session-end = End
sessions-end = Sign out everywhere
done-session-ended = That session ended.

access-role-marketer = Marketing
access-role-rep = Sales
access-role-sales-leader = Leader of a sales team
access-role-marketing-leader = Leader of marketing
access-role-admin = Administrator

nav-people = People
people-title = People
people-lead = Who may come in, and as what. Nobody but themselves sees or sets their password.
person-role = Role
person-role-hint = When it changes, they sign in again.
person-team = Team
person-no-team = None
person-team-hint = A team of the agreement, for sales and for who leads it.
person-state = State
person-is-in = can sign in
person-is-new = has no password yet
person-is-out = is kept out
person-new = Somebody new
person-new-name-hint = As in the teams of the agreement and as owner of leads: it cannot be changed later.
person-add = Add
done-person-added = Added. Now give them a link with which they set a password.
done-person-placed = Saved. If something changed, they sign in again.
done-person-out = They are kept out from now on.
done-person-in = They can come in again.
door-title = The door
door-open = Let in again
door-shut = Keep out
invite = Make a link with which they set a password
invite-again = Take password and second factor away, and make a link
invite-again-text = For who has lost their password or their app: every session of theirs ends, and they begin anew with the link.
invite-title = A link, shown this once
invite-text = Copy this link and give it to { $name } in a way that nobody else reads. It counts once, for seven days, until another one is made.
factor-rules-title = Who needs a second factor
factor-rules-text = Who has one of these roles is asked to set up a second factor before anything else, from their next page on.

unseen = not shown to you
