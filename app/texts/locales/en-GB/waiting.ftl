### The page of whoever asked for help.

## How it stands

waiting-looking-for-anyone = Looking for someone to help
waiting-looking-for = Looking for someone who knows { $tag }
waiting-closed = Your request is closed
waiting-cancelled-by-desk = The desk cancelled this request
waiting-cancelled-by-you = You cancelled this request
waiting-on-hold = No one is being sent yet
waiting-thought-fixed = We think that this is fixed
waiting-at-service-desk = Your request went to the IT service desk
waiting-step-asked = Asked
waiting-step-on-the-way = On the way
waiting-step-with-you = With you
# Follows the tag and the ward, and is followed by a time that counts.
waiting-waiting = waiting

## What happens now

waiting-we-are-looking = Your request is safe. We are finding someone to help.
waiting-we-are-asking = { $people ->
    [one] We are asking { $people } person now.
   *[other] We are asking { $people } people now.
}
waiting-on-hold-until = The desk knows about this problem and is working on it. No one is sent before { $time }. Your request keeps its place.
waiting-what-to-do = What to do for now:
waiting-takes-long = This is taking longer than it should. The desk has been told. You can also ring the desk on { $phone }.
waiting-ring-now = Ring the desk on { $phone } now, code { $code }. Your request stays open: we go on looking.
waiting-ring-now-told = Ring the desk on { $phone } now, code { $code }. The desk has been told. Your request stays open: we go on looking.
waiting-ring = Can’t wait? Ring the desk on { $phone }, code { $code }. Your request stays open: we go on looking.
waiting-ring-told = Can’t wait? Ring the desk on { $phone }, code { $code }. The desk has been told. Your request stays open: we go on looking.
waiting-taken-over = { $holder } is nearer and is coming instead of { $before }.
waiting-stay = Stay where you are if you can.
waiting-expected-by = Expected by { $time }. Stay where you are if you can.
waiting-late = They should be with you by now. Not there? Ring { $phone } and say code { $code }.
waiting-in-danger = Is a patient in danger now? Ring { $phone } first.

## What you can do

waiting-still-need = I still need someone
waiting-they-are-here = They are here
waiting-closed-by-helper = Whoever helps you closes the request.
waiting-tell-us = Once someone comes, a button appears here: tap it when they arrive.
waiting-worse = Has it got worse?
waiting-worse-harm = Now a patient could come to harm
waiting-worse-urgent = Now a patient is waiting
waiting-less-urgent = Is it less urgent than you said?
waiting-less-urgent-then = More urgent requests then come first. Whoever is on the way is told.
waiting-no-harm = No patient could come to harm, but one is waiting
waiting-not-affected = No patient is affected
waiting-alone = Is no one with you?
waiting-nobody-here = No one is here
waiting-cancel = I’m OK now – cancel
waiting-cancel-other = Cancel for another reason
waiting-ask-again = Ask for something else

waiting-too-many-changes = { $seconds ->
    [one] Your last change was NOT made, because there were many in a few minutes. Your request is below. Try again in 1 second, or ring { $phone }.
   *[other] Your last change was NOT made, because there were many in a few minutes. Your request is below. Try again in { $seconds } seconds, or ring { $phone }.
}

## Afterwards

waiting-sorted = Is it sorted?
waiting-sorted-tell-us = Tell us when you have tried it.
waiting-sorted-yes = You said yes. Thank you.
waiting-sorted-partly = You said partly. The desk can see this.
waiting-sorted-no = You said no. If you still need help, ask again.
waiting-sorted-send-again = No, send someone again
waiting-not-fixed = Not solved?
waiting-not-fixed-do = Tell us and someone is sent. Your request keeps the place it had.
waiting-not-fixed-send = It is not solved, send someone
waiting-still-not-working = Still not working? Tell us and we will send someone again.
waiting-not-solved = It is not solved

## The request

waiting-so-far = What has happened so far
waiting-correct = Say where exactly, or change the note
waiting-talk = Need to talk to someone? Ring the desk on { $phone } and say code { $code }.
