# Forms that are sent: what is wrong with a field, and what was done.

form-needed = This is needed: please fill it in.
form-error-whole = “{ $value }” is not a whole number.
form-error-choice = “{ $value }” is not one of the choices.
form-problems =
    { $count ->
        [one] One thing has to be mended before this can be saved. It is marked below; nothing that you typed is lost.
       *[other] { $shown } things have to be mended before this can be saved. They are marked below; nothing that you typed is lost.
    }
form-save = Save

done-saved = Saved.

error-other-site-title = This did not come from a page of Bareme
error-other-site-text = Another site, or a browser that does not say where it comes from, tried to change something here. Nothing was changed. If it was you, open the page in Bareme and send it from there.
error-other-site-back = Go to the home page
error-stale-form-title = This form is out of date
error-stale-form-text = It was shown before somebody else signed in here, or before your password changed. Nothing was changed: open the page again and send it from there.
error-stale-form-back = Go to the home page
error-too-slow-title = This took too long
error-too-slow-text = What was sent did not arrive whole within half a minute. Nothing was changed: check your connection, go back, and send it again.
error-too-slow-back = Go to the home page
busy = There is too much to do just now. Wait a second, and load the page again.
busy-with-you = You ask for more at once than can be answered. Wait a second, and load the page again.
error-too-large-title = This is too long
error-too-large-text = What was sent is longer than any form of this site takes. Nothing was changed: go back, and shorten it.
error-too-large-back = Go to the home page
