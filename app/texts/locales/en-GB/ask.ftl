### Asking for help, for oneself or for a ward that rang.

ask-title = Get EPR help – { $ward }
ask-emergency = In a clinical emergency ring { $phone }.

## Where

ask-which-ward = Which ward?
ask-place = Ward: { $ward }. Somewhere else?
ask-place-help-comes = Help will come to { $ward }. To ask for help somewhere else, open Elbow on that place’s own computer, scan the Elbow poster there with a phone, or ring the desk on { $phone }.
ask-place-room = In a particular bay or room? Say which in the note.
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
# Follows how stuck they are, and whether a patient is affected.
ask-change = change
# Spoken after “change”.
ask-change-what = {" "}how urgent it is

## What else

ask-more-of-yours = Add your name or a note (optional)
ask-more-of-theirs = Add their name or a note (optional)
ask-your-name = Your name or bleep
ask-their-name = Their name or bleep
ask-note = A note
ask-send = I need help
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
ask-already = { $ward } asked about { $tag } { $ago } ({ $code })
# $stands: Someone is on the way
ask-already-stands = { $stands }.
ask-already-question = Nothing has been sent yet. Is this the same problem?
ask-already-yes = Yes: see that request
ask-already-no = No, it is something else: send mine too
