### Where one is signed in, and the account of somebody else for administrators.

## Sign-ins

account-yours = Your sign-ins
# $day: 3 Mar 2026
account-responds-from = You can respond from { $day }. Sign in on your handset then.
account-you-are-here = You are signed in here. If you do not recognise one of these, end it and tell the desk.
account-end-others = End all other sign-ins
account-end-all = End all sign-ins
account-none = None.
account-sign-ins = Sign-ins
account-browser = Browser
account-how = How
account-this-one = This one
account-end = End
# Spoken after “End”.
account-end-sign-in-spoken = {" "}the sign-in on { $browser } since { $time }
account-a-browser = A browser
account-with-password = With a password
account-with-pin = With a PIN, on a handset
account-with-code = With a code, on a handset
account-on-handset = On a handset
account-at-desk = At a desk

## One's own password

account-change-password = Change your password
account-change-password-then = You are then signed out wherever else you signed in with the old one.
account-password-now = Password now
account-no-password-now = Enter the password that you have now
account-password-wrong = This is not the password that you have now
account-done-password = Your password has been changed.

## A person

account-password-not-set = They have not set a password yet, so they cannot sign in at a desk.
account-password-set = They have set a password. A new one signs them out wherever they signed in with the old one.
account-make-password-link = Make a link to set a password

account-username = Username
account-no-username = None
account-handsets = Handsets
account-no-handsets = None
account-handset-set-up = Set up { $time }
account-account = Account
account-ended-since = This account ended { $time }. Their name stays on what they did before.
account-open-again = Open the account again
account-end-account = End the account

## Roles

account-roles = Roles
account-role = Role
account-first-day = First day
account-last-day = Last day
account-no-end = No end
account-not-yet = Not yet
# Spoken after “End”. $days: from 3 Mar 2026 until 5 Mar 2026
account-end-role-spoken = {" "}the role { $role }{ $days }
account-role-to-give = Role to give
# $role: lead
account-role-in-zone = { $role } of { $zone }
account-zone-that-ended = a zone that has ended
account-zone-of-lead = Where (only for a lead)
account-everywhere = The whole hospital
account-choose-zone = Choose a zone, or the whole hospital
account-zone-is-for-leads = Only a lead can be given a zone
account-choose-role = Choose a role
account-first-day-optional = First day (optional)
account-first-day-hint = Such as 20/11/2026. Without it the role begins at once.
account-last-day-optional = Last day (optional)
account-last-day-hint = Such as 27/11/2026. Without it the role has no end.
account-give-role = Give the role
account-last-day-past = The last day must not be in the past
account-last-day-before-first = The last day must not be before the first

## Asked before something ends

account-end-account-of = End the account of { $name }?
account-end-account-then = They can no longer sign in or be chosen for anything. Their name stays on what they did.
# $what: 1 sign-in and 2 handsets and their alerts
account-also-ends = This also ends { $what }.
account-counted-sign-ins = { $count ->
    [one] { $count } sign-in
   *[other] { $count } sign-ins
}
account-counted-handsets = { $count ->
    [one] { $count } handset and its alerts
   *[other] { $count } handsets and their alerts
}
# $days: from 3 Mar 2026 until 5 Mar 2026
account-end-role-of = End the role { $role } of { $name }{ $days }?
account-end-role-then = Any open pages that they can see only because of this role will close.
account-end-role-not-begun = It has not begun. They will not get it.
account-end-role = End the role
account-end-sign-in-of = End the sign-in of { $name } on { $browser }?
# $how: With a PIN, on a handset
account-sign-in-since = { $how }, since { $since }. Last seen { $seen }.
account-end-sign-in-then = That browser is signed out at once, and gets no more alerts.
account-end-sign-in = End the sign-in
account-end-all-of = End all sign-ins of { $name }?
account-end-all-then = They are signed out everywhere at once, and get no more alerts until they sign in again.
account-shift-ends = { $name } is on shift. Their shift ends too.
account-out-of-reach = { $name } is on shift, and nothing else reaches them: they will not be asked to help until they sign in again.
account-job-stays = Their job { $code } at { $ward } stays theirs. If they cannot sign in again, ask the command centre to send someone else.
account-job-goes-back = They are on the way to job { $code } at { $ward }. Elbow looks for someone else, and the ward is told. Their phone says so too, if it gets alerts. If it does not, ring them.
account-job-with-them-goes-back = They are helping with job { $code } at { $ward } now. If they finish it first, nobody else is sent. Otherwise it is open again: Elbow looks for someone else, and the ward is told. Their phone says so too, if it gets alerts. If it does not, ring them.
# $tags: ePMA and Order comms
account-only-one-who-knows = { $name } is the only responder who knows { $tags }. After this no one who knows that can be asked to help.
# $zones: Medicine
account-only-one-of-zone = { $name } is the only responder of the zone { $zones }. Requests there then wait for people from elsewhere.

## What was done

account-done-sign-in = That sign-in has ended.
account-done-sign-ins = All your other sign-ins have ended.
account-done-sign-in-of = That sign-in of { $name } has ended.
account-done-sign-ins-of = All sign-ins of { $name } have ended.
account-ended-already = That had already ended. Nothing has changed.
account-done-ended = The account of { $name } has ended.
account-done-opened = The account of { $name } is open again. They need a new sign-in code or password.
account-done-role-given = The role was given to { $name }.
account-done-role-ended = A role of { $name } has ended. Their other roles are below.

account-audit = What they did and what was done to their account
