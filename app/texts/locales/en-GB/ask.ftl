### Asking for help, for oneself or for a ward that rang.

ask-title = Get EPR help – { $ward }
ask-emergency = In a clinical emergency ring { $phone }.

## Where

ask-which-ward = Which ward?
ask-place = Ward: { $ward }. Somewhere else?
ask-place-help-comes = Help will come to { $ward }. To ask for help somewhere else, open Elbow on that place’s own computer, scan the Elbow poster there with a phone or type the address on it, or ring the desk on { $phone }.
# On a ward's own computer.
ask-place-help-comes-to = Help will come to { $ward }.
ask-place-choose = Ask for help in another place
ask-place-title = Where is help needed?
ask-place-once = This is for one request. The next one is for this computer’s own ward again.
ask-place-find = Name or code of the ward
ask-place-none = There are no other wards.
ask-place-back = Ask for { $ward }
ask-place-is-elsewhere = This computer is on { $own }. Help will come to { $ward }.
ask-place-gone = The ward you chose is no longer there. This form is for the ward above: choose again, or send it from here.
ask-place-room = In a particular bay or room? Say which under “Where exactly?”.
# To a responder, who scans the poster to say where they are.
ask-are-you-at = Are you at { $ward }?
ask-i-am-here = I am here
ask-here-for-job = You are on the way to { $code } here.
ask-here-sign-in = Sign in to say where you are

## What and how urgent

ask-how-stuck-are-you = How stuck are you?
ask-how-stuck-are-they = How stuck are they?
ask-cannot-go-on = I can’t go on
ask-can-work-around = I can work around it
ask-just-asking = I only have a question
ask-patient = Is a patient affected now?
ask-patient-harm = Could come to harm
ask-patient-no = No
# $stuck: can work around it; $patient: no patient affected
ask-usual = If you choose nothing else: { $stuck }, { $patient }.
# Follows how stuck they are, and whether a patient is affected.
ask-change = change
# Spoken after “change”.
ask-change-what = {" "}how urgent it is

## What else

ask-more-of-yours = Add where exactly, your name or a note (optional)
ask-more-of-theirs = Add where exactly, their name or a note (optional)
ask-your-name = Your name or bleep
ask-their-name = Their name or bleep
ask-note = A note
ask-send = I need help
ask-send-elsewhere = I need help in { $ward }
ask-send-for-ward = Log the request

## What is wrong with it

ask-no-ward = Choose the ward that needs help
ask-not-how-stuck-are-they = Choose how stuck they are
ask-not-how-stuck-are-you = Choose how stuck you are
ask-not-whether-patient = Choose whether a patient is affected
ask-too-many = Your request was NOT sent, because many came from here in the last minute. Ring { $phone }.
ask-send-again = If help is still needed, send it again.
ask-asked-a-moment-ago = Not sent yet: you asked about the same a moment ago, code { $code }.

## What was asked before

ask-from-this-device = Asked from this device
ask-asked-by = asked by { $asker } { $ago }
ask-asked = asked { $ago }
ask-already = { $ward } asked about { $tag } { $ago } ({ $code })
# $stands: Someone is on the way
ask-already-stands = { $stands }.
ask-already-question = Nothing has been sent yet. Is this the same problem?
ask-already-yes = Yes: see that request
ask-already-no = No, it is something else: send mine too

## What is known to be wrong, before someone is sent

ask-issue-known = We know about this:
ask-issue-do = What to do for now:
# $time: since when
ask-issue-since = Since { $time }
ask-issue-since-and-next = Since { $time }. The desk says more by { $next }.
ask-issue-sorted = That sorted it
ask-issue-still-need = I still need someone
# Stands before what the request says of how urgent it is: can work around it · no patient affected.
ask-issue-sends = Sent as:
# $title is what is wrong
ask-issue-thanks = Thank you. No one is sent for “{ $title }”. If it is still not working, ask below.
# $title: a known issue
ask-issue-thanks-open = Thank you for saying so of “{ $title }”. What this device asked about it before is still open: look at it above, and cancel it if no one need come.
ask-sorted-too-many = This was not counted, because many have said so here in the last minute. No one is sent. If you still need someone, send your request below
ask-issue-over = That problem is not on the list any more. If you still need someone, send your request below
