### What did not work: what happened, whether the request is safe, what to do now, whom to ring.

## The page

problem-what-to-do = What to do now
problem-reference = Reference { $code }
problem-ring = If you need help now, ring the desk on { $phone }.
problem-tell-runners = If this goes on, tell the people who run Elbow.
problem-go-to-board = Go to the board
problem-go-to-jobs = Go to your jobs
problem-go-to-insight = Go to Insight
problem-go-to-setup = Go to Set-up
problem-ask-for-help = Ask for help

## Whether the request is safe

problem-nothing-sent = Nothing was sent or changed.
problem-not-saved = What you just sent was not saved. Requests sent earlier are safe.
problem-perhaps-not-saved = What you just sent may not have been saved. Requests sent earlier are safe.

## What happened, and what to do

problem-not-found = Page not found
problem-not-found-why = There is no page at this address.
problem-unknown-link = This link does not work
problem-unknown-link-why = It may have been replaced by a new one, or a character is missing.
problem-unknown-link-do = Scan the poster on your ward again, or ask for its new link.
problem-ended-wall-why = It may have been taken back, or a character is missing.
problem-ended-wall-do = Ask the command centre for another.
problem-ward-closed = { $ward } has closed in Elbow
# Also said beside a request that waited for a connection.
problem-ward-closed-why = Elbow no longer takes requests from { $ward }. If you need help, ring the desk on { $phone }.
problem-ward-closed-do = If the ward is open, ask the desk to open it again in Elbow.
problem-wrong-method = That cannot be done here
problem-wrong-method-why = This address cannot be used in that way.
problem-wrong-method-do = Go back and use the buttons on the page.
problem-other-site = This came from another website
problem-other-site-why = To keep you safe, Elbow only accepts what is sent from its own pages.
problem-other-site-do = Open Elbow and try again from there.
problem-signed-out = You are signed out
problem-signed-out-why = Your session has ended.
problem-signed-out-do = Sign in, then go back and try again: what you typed is still on the previous page.
problem-not-allowed = You cannot open this page
problem-not-allowed-why = Your account does not include it.
problem-not-allowed-ask-administrator = If you need it for your work, ask an administrator of Elbow.
problem-not-allowed-ask-desk = If you need it for your work, ask the desk on { $phone }.
problem-unread = That could not be read
problem-no-form-why = What arrived was not one of Elbow’s forms.
problem-no-form-do = Go back, reload the page and try again.
problem-bad-json-why = What arrived was not the JSON expected here: { $reason }.
problem-too-large = That was too much at once
problem-too-large-why = What you sent is longer than Elbow accepts.
problem-too-large-do = Go back and shorten it.
problem-too-many = Too many at once
problem-too-many-why = Elbow cannot answer this many requests from here at once.
problem-too-many-do = { $seconds ->
    [one] Wait 1 second, then try again.
   *[other] Wait { $seconds } seconds, then try again.
}
problem-too-slow = That took too long
problem-too-slow-why = Not all of what you sent arrived in time.
problem-go-back = Go back and try again.
problem-no-room = Too many pages are open
problem-no-room-why = This page cannot update itself at the moment.
problem-no-room-do = Reload it to see how things stand.
problem-not-sent = Not sent
problem-not-sent-why = There is a problem with what you entered.
problem-refused = That is no longer possible
problem-refused-do = Go back to see how things stand now.
problem-unavailable = Elbow cannot save anything right now
problem-unavailable-why = The database is not answering.
problem-unavailable-do = Go back and try again in a few seconds.
problem-unreadable = This cannot be read
# $place: a table of the database and the id of a row
problem-unreadable-why = This record is damaged and cannot be shown ({ $place }). Everything else keeps working.
problem-unreadable-by-hand = Do not wait for it here: look after it by hand, and tell the people who run Elbow.
problem-unreadable-ring = Do not wait for it here: ring the desk on { $phone }.
problem-failed = Something went wrong on our side
problem-failed-why = The fault has been recorded for the people who run Elbow.

## Why something is no longer possible

problem-changed = This changed while you were deciding, so nothing was done. Look at it as it is now, then decide again.
problem-other-shift = Your shift has changed since you tapped this, so nothing was done. Look at it as it is now.
problem-overtaken = The job was taken from you before this arrived. Look at your jobs again.
problem-taken-back = This request was cancelled before it arrived.
problem-someone-else = Someone else tapped this, on the same device.
problem-busy = You already have a job ({ $code }). Finish it or give it back first.
problem-asked = You are being asked about { $code } now: answer that first.
problem-asked-already = This has been asked already: { $code }.
problem-job-in-hand = You have a job, or are being asked to help. Choose what happens to it, then end your shift.
problem-not-on-shift = They are no longer on shift.
problem-not-free = They are no longer free.
problem-drill-underway = A drill is underway. Start this one once it is over.
problem-on-shift = You cannot do this while you are on shift.
problem-taken = { $holder } has it.
problem-taken-by-another = Another responder has it.
problem-offer-gone = This job is no longer on offer to you.
problem-not-yours = This job is not yours.
problem-too-late = It is too late to do that now.
problem-already-offered = This person is already being asked.
problem-could-come-to-harm = A patient could come to harm: someone is sent, and closes it.
problem-on-hold = This request is on hold: no one is sent for now.
problem-hold-lifted = This request was on hold once, and someone is sent now. It is not held again.
problem-set-by-desk = The desk has set how urgent this is. Ring the desk to change it.
problem-no-change = No change needed.
problem-nobody-on-the-way = No one is on the way to this request yet.
problem-still-on-the-way = Someone is still on the way to this request.
problem-already-there = Someone is already there for this request.
problem-already-solved = This request is already marked as solved.
problem-already-cancelled = This request was already cancelled.
problem-already-handed-off = This request was already handed to the IT service desk.
problem-last-administrator = This is the last administrator who can sign in. First give someone else the administrator role, with no last day.
problem-has-open-tickets = { $tickets ->
    [one] 1 request is open. End this once it is closed.
   *[other] { $tickets } requests are open. End this once they are closed.
}
problem-has-wards = { $wards ->
    [one] 1 ward is in this zone. Put it into another zone first, or end it.
   *[other] { $wards } wards are in this zone. Put them into other zones first, or end them.
}
problem-last-for-anyone = This is the last tag that any responder can help with. Requests that fit no other tag need one: add another first.
problem-last-solved = This is the last category that does not hand the request on. Without one no job can be closed as solved: add another first.
problem-last-hands-off = This is the last category that hands the request to the IT service desk. Without one no job can be handed on: add another first.
