### Links with which people set a password, and with which the first administrator comes in.

## With a link

join-set-password = Set your password
join-name = Name
join-username = Username
join-save = Save and sign in
join-password = New password
# $least (Number): 12
join-password-hint = At least { $least } characters. Three words that have nothing to do with each other are easy to remember and hard to guess.
join-password-again = New password again
# $least (Number): 12
join-password-short = Use at least { $least } characters for the password
# $most (Number): 200
join-password-long = Use { $most } characters or fewer for the password
join-password-easy = Choose a password that is harder to guess: not mostly your name, your username, a row of keys or a word such as “password”
join-passwords-differ = The two passwords are not the same
join-link-gone-why = It may have been used already, be more than 24 hours old, or have been replaced by a newer one. Or a character is missing.
join-link-gone-do = Ask an administrator for a new link. If you have set your password already, sign in with it.

## The first administrator

join-first = Set up Elbow
join-first-about = Nobody has set up Elbow at { $trust } yet. You become its first administrator, and can add everyone else.
join-your-name = Your name
join-username-hint = You sign in with it. Without spaces, such as r.sample.
join-no-name = Enter your name
join-no-username = Enter a username
join-username-space = Write the username without a space
join-username-taken = This username is in use. Choose another.

## A link that was made

join-link-for = Link for { $name } to set a password
join-hand-over = Send them this link, or have them scan the code. It works once, until { $time }. An older link no longer works. If it went to the wrong person, make another: this one then stops working.
join-qr = QR code with the link
join-link = Link
join-keep-to-yourself = Whoever has the link can set the password: give it to nobody else. It is not shown again.
join-back-to-person = Back to the person
join-done = Done
