### Known issues: the command centre keeps them, responders read them beside their jobs.

known-issues-title = Known issues
known-issues-about = Responders read these beside a job about the same thing, and say after closing which one it was. People who ask about the same thing read them before someone is sent.
known-issues-find = Part of what is wrong, or of what to do
known-issues-none = There are no known issues.
known-issues-ended-ones = Ended: { $issues }

## What is known of each

known-issues-what-is-wrong = What is wrong
known-issues-what-to-do = What to do for now
known-issues-ended = Ended
known-issues-tickets = { $tickets ->
    [one] { $tickets } ticket
   *[other] { $tickets } tickets
}

known-issues-everywhere = Everywhere
known-issues-requests = Requests about it
known-issues-sends = Someone is sent
known-issues-holds = On hold: no one is sent until the next word
known-issues-next-word = Next word
known-issues-overdue = Overdue
known-issues-state = State

## One is added, changed or ended

known-issues-add-and-link = Add it, and choose its tickets
known-issues-texts-hint = Wards read this. Do not include patient details.
known-issues-where = Where is it so?
known-issues-policy = What about requests that are linked to it?
known-issues-send = Send someone as usual
known-issues-hold = Put them on hold: send no one until the next word, at most an hour. Never where a patient could come to harm
known-issues-no-next-word = No time promised
# $minutes (Number)
known-issues-in-minutes = In { $minutes } minutes
known-issues-in-hours = { $hours ->
    [one] In { $hours } hour
   *[other] In { $hours } hours
}
known-issues-as-said = At { $time }, as said before
known-issues-say-next-word = Say when the next word comes: whoever is on hold reads it
known-issues-next-word-past = That time has passed. Say when the next word comes
known-issues-next-word-too-far = Requests are on hold for an hour at most. Choose a time within the hour
known-issues-choose-ward = Choose a ward from the list, or everywhere
known-issues-reopen = It is not fixed after all: open it again

known-issues-add = Add a known issue
known-issues-add-it = Add it
known-issues-field-title = What is wrong?
known-issues-change = Change it
known-issues-fixed = This has been fixed
known-issues-if-ended = Wards and responders will no longer see it. Requests that are on hold for it get someone sent. It stays here, with its tickets. To close them too, close them together first.
known-issues-end = End this known issue
known-issues-say-what-is-wrong = Say what is wrong
known-issues-say-what-to-do = Say what to do for now, even if it is to wait
known-issues-changed-meanwhile = Someone else changed this while you were editing. Read what it says above, then save again if you still want your version

## One known issue

known-issues-back = Back to the known issues
known-issues-back-to-one = Back to the known issue
known-issues-open-tickets = Open tickets about this
known-issues-no-open-tickets = None is open.
known-issues-closed-tickets = Closed tickets about this
known-issues-unlink = Remove
known-issues-not-about-this = Not about this?
known-issues-undo-link = Undo
# $closed (Number)
known-issues-came-back = { $back ->
    [one] { $back } of { $closed } that were closed with this came back: the ward says that it is not solved.
   *[other] { $back } of { $closed } that were closed with this came back: the wards say that it is not solved.
}
known-issues-no-tickets = None yet.
known-issues-ticket = Ticket
known-issues-closed = Closed
known-issues-history = History
# $title and $workaround: as they wrote them
known-issues-wrote = { $name } wrote: { $title }. { $workaround }
known-issues-changed-it = { $name } changed it: { $title }. { $workaround }
known-issues-reopened-it = { $name } opened it again: { $title }. { $workaround }
known-issues-ended-it = { $name } ended it: { $title }. { $workaround }

## Tickets are linked to it

known-issues-link = Link tickets
known-issues-link-title = Tickets about: { $title }
known-issues-link-about = A ticket that is linked keeps its code, its place and its wait. Someone is sent as usual.
known-issues-link-holds = A ticket that is linked keeps its code, its place and its wait. No one is sent until the next word, unless the ward says that it still needs someone.
known-issues-link-which = Which tickets?
known-issues-link-show = Show
known-issues-link-none = No open ticket like that is not linked yet.
known-issues-link-tick = Ticket
known-issues-link-ticked = Link those that are ticked
known-issues-link-all = { $tickets ->
    [one] Link all { $tickets }
   *[other] Link all { $tickets }
}
known-issues-linked-to = So far linked to: { $title }
known-issues-choose-tickets = Tick at least one ticket
known-issues-any = All
known-issues-zone = Zone
known-issues-ended-question = This known issue has ended. What about tickets that are linked to it now?
known-issues-ended-leave = Link them, and send someone as usual
known-issues-ended-close = Close them with it: the ward reads what to do, and can say that it is not solved
known-issues-ended-reopen = Open the known issue again
known-issues-choose-when-ended = Say what happens to tickets of a known issue that has ended

## They are closed together

known-issues-close-together = Close them together
known-issues-close-title = Close all about: { $title }
known-issues-closes = { $tickets ->
    [one] { $tickets } ticket will be closed
   *[other] { $tickets } tickets will be closed
}
known-issues-stays = { $tickets ->
    [one] { $tickets } ticket stays open
   *[other] { $tickets } tickets stay open
}
known-issues-stays-why = Why
known-issues-close-later = { $tickets ->
    [one] { $tickets } more can be closed after these.
   *[other] { $tickets } more can be closed after these.
}
# $workaround: as they wrote it
known-issues-close-tells = Whoever asked reads: “We think that this is fixed. { $workaround }” For 24 hours they can say with one tap that it is not solved. Then the ticket is open again, with its old wait, and someone is sent.
known-issues-close-as = Close as
known-issues-close-now = { $tickets ->
    [one] Close { $tickets } ticket
   *[other] Close { $tickets } tickets
}
known-issues-close-nothing = No ticket about this can be closed together now.
known-issues-choose-category = Choose what they are closed as
known-issues-stays-on-the-way = Someone is on the way.
known-issues-stays-with-them = Someone is with them.
known-issues-stays-harm = A patient could come to harm.
known-issues-stays-over = It is closed already.
known-issues-stays-elsewhere = It is in a zone that someone else leads.

## A word about it is sent to many

known-issues-word = Send word
known-issues-word-title = Send word about: { $title }
known-issues-word-about = Whoever waits for help with this reads it at once, with the time. You can send the next one after 10 minutes.
known-issues-word-text = What do you want to say?
known-issues-word-whom = Who else reads it?
known-issues-word-everywhere = Every ward, before they ask
known-issues-word-tag-wards = Wards that asked about { $tag } in the last 2 weeks, before they ask
known-issues-word-own-ward = { $ward }, before they ask
known-issues-word-zone = Wards of zone { $zone }, before they ask
known-issues-word-responders = Responders on shift who know { $tag }, by alert
known-issues-word-send = Send it
known-issues-say-word = Say what is new
known-issues-word-too-soon = Word about this was sent a moment ago. You can send the next at { $time }
known-issues-word-too-soon-plain = Word about this was sent a moment ago. Wait 10 minutes from one to the next.
known-issues-word-over = This known issue has ended. Open it again first
known-issues-words = What was sent
known-issues-every-ward = every ward
known-issues-no-ward = those who wait
known-issues-some-wards = { $wards ->
    [one] { $wards } ward
   *[other] { $wards } wards
}
# $text: as they wrote it; $wards: to whom
known-issues-word-said = { $alerted ->
    [0] { $name } to { $wards }: { $text }
    [one] { $name } to { $wards }, and to { $alerted } responder by alert: { $text }
   *[other] { $name } to { $wards }, and to { $alerted } responders by alert: { $text }
}
