### What happened to a request, to leads and to whoever asked.

## It is asked for

timeline-asked = Help was asked for
timeline-asked-for-ward = { $lead } asked on behalf of the ward
# $slip: P012
timeline-entered-from-paper = Help was asked for on paper, { $slip }. { $name } entered it now
timeline-closed-on-paper = Help was asked for and given on paper, { $slip }: { $category }. { $name } entered it now
timeline-helped-in-passing = { $name } helped in passing: { $category }
# In place of a name that is not known.
timeline-someone = Someone

## Who is asked to help

timeline-no-one-available = No one was available
timeline-not-reached = { $name } could not be reached
timeline-was-asked = { $name } was asked
timeline-was-asked-again = { $name } was asked again: they can take it after all
timeline-declined = { $name } declined
timeline-did-not-answer = { $name } did not answer
timeline-no-longer-asked = { $name } is no longer asked
timeline-asked-about-more-urgent = { $name } is asked about something more urgent instead

## Somebody comes

timeline-coming = { $name } is coming
timeline-coming-nearer = { $name } is nearer and is coming instead of { $before }
timeline-coming-instead = { $name } is coming instead of { $before }
timeline-coming-sent-by = { $name } is coming, sent by { $by }
timeline-coming-sent-by-desk = { $name } is coming, sent by the desk
timeline-with-you = They are with you
timeline-there-says-ward = The ward says they are there
timeline-arrived = { $name } arrived
timeline-nobody-here = You said that no one is here
timeline-still-on-the-way = They are still on the way
timeline-nobody-there-says-ward = The ward says that no one is there
timeline-not-there-yet = { $name } is not there yet after all

## Somebody else is needed

timeline-asked-for-someone-who-knows = { $name } asked for someone who knows { $tag }
timeline-gave-back = { $name } had to give it back. Looking for someone else
timeline-silent = No word from { $name }. Looking for someone else
timeline-shift-ended = { $name }’s shift ended. Looking for someone else
timeline-out-of-reach = { $name } can no longer be reached. Looking for someone else
timeline-sent-elsewhere = { $name } was needed elsewhere. Looking for someone else
timeline-has-it-again = { $name } has it again

## It takes long, or is more urgent

timeline-desk-told = The desk was told
timeline-looking-further = This is taking longer than it should. We are looking further away
timeline-asked-how-far = { $name } was asked how far they are
timeline-asked-how-far-by = { $lead } asked { $name } how far they are
timeline-escalated = { $lead } escalated
# $steps: one or more of the steps below, the first in lower case
timeline-escalated-with = { $lead } escalated: { $steps }
timeline-nobody-on-the-way = Still no one on the way
timeline-step-asked-more = Asked one more person
timeline-step-other-zones = People in other zones may be asked
timeline-step-any-floorwalker = Any floorwalker may be asked
timeline-step-command-centre = Command centre told
# What escalating would do, as the rest of a sentence.
timeline-next-asks-more = asks one more person
timeline-next-other-zones = asks people in other zones
timeline-next-any-floorwalker = asks any floorwalker
timeline-next-board = flags this on the board
# $urgency: how urgent it is now, such as “a patient is waiting”
timeline-you-said = You said: { $urgency }
timeline-desk-changed = The desk changed it to: { $urgency }
# $what: the note
timeline-you-changed = You changed this: { $what }
timeline-ward-changed = The ward changed this: { $what }
# $priority: P1 to P4
timeline-raised-by-ward = Raised to { $priority } by the ward
timeline-lowered-by-ward = Lowered to { $priority } by the ward
timeline-raised = Raised to { $priority } by { $name }
timeline-lowered = Lowered to { $priority } by { $name }

## It is about a known issue

timeline-issue-linked = { $name } linked it to a known issue
timeline-issue-unlinked = { $name } said that it is not about the known issue
timeline-issue-not-it = The ward says that the known issue was not it, or is not fixed
timeline-held = { $name } holds it until { $time }: no one is sent meanwhile
timeline-desk-holds = The desk is working on this problem. No one is sent before { $time }
timeline-you-still-need-someone = You said that you still need someone. Looking for someone
timeline-ward-still-needs-someone = The ward says that it still needs someone
timeline-looking-again = Looking for someone
timeline-hold-no-word = The next word about the known issue did not come in time. Looking for someone
timeline-hold-issue-ended = The known issue has ended. Looking for someone
timeline-hold-ended = { $name } ended the hold. Looking for someone
timeline-desk-thinks-fixed = The desk closed it: they think that this is fixed
timeline-closed-with-others = Closed by { $name } with all about the same known issue: { $category }

## It ends

timeline-closed = Closed by { $name }
timeline-closed-as = Closed by { $name }: { $category }
timeline-reopened = Reopened
timeline-handed-off = Handed to the IT service desk
timeline-details = { $helped ->
    [one] { $name } added details: { $helped } person helped
   *[other] { $name } added details: { $helped } people helped
}
timeline-details-note = { $helped ->
    [one] { $name } added details: { $helped } person helped, with a note
   *[other] { $name } added details: { $helped } people helped, with a note
}
timeline-details-issue = { $helped ->
    [one] { $name } added details: { $helped } person helped, with a known issue
   *[other] { $name } added details: { $helped } people helped, with a known issue
}
timeline-details-note-and-issue = { $helped ->
    [one] { $name } added details: { $helped } person helped, with a note and a known issue
   *[other] { $name } added details: { $helped } people helped, with a note and a known issue
}
timeline-you-cancelled = You cancelled: { $reason }
timeline-desk-cancelled = The desk cancelled it
timeline-desk-cancelled-as = The desk cancelled it: { $reason }
timeline-cancelled-by-ward = Cancelled by the ward: { $reason }
timeline-cancelled-by = Cancelled by { $name }: { $reason }
timeline-not-solved = Not solved. Looking for someone again
timeline-you-said-sorted = You said that it is sorted
timeline-you-said-partly-sorted = You said that it is partly sorted
timeline-you-said-not-sorted = You said that it is not sorted
timeline-ward-says-sorted = The ward says that it is sorted
timeline-ward-says-partly-sorted = The ward says that it is partly sorted
timeline-ward-says-not-sorted = The ward says that it is not sorted
