### The command centre's board.

board-title = Board

## What hurts

# Spoken before what hurts.
board-hurts = What needs you now
board-nothing-hurts = Nothing needs you now: every request has someone, or its time is not up.
board-nobody-can = No one can come
board-over-ladder = Waiting too long
board-not-reached = Not reached
board-tickets = { $tickets ->
    [one] 1 ticket
   *[other] { $tickets } tickets
}
# $time: 12 min
# $time: 5 minutes ago
board-alarm-found = The first of these was found { $time }.
board-hurt-longest = Longest: { $ward }, { $tag }, { $time }
board-self-check-failed = Something is wrong with Elbow
board-floods = Unusually many requests from a ward link
board-flood = { $ward }: since { $time }, { $refused ->
    [one] 1 request was refused.
   *[other] { $refused } requests were refused.
}
board-change-link = Change the link of { $ward }
# $time: 5 minutes ago
board-self-test-passed = A test request got through { $time }.
board-retired-key = { $handsets ->
    [one] 1 handset needs its alerts updated. Opening My jobs on it updates them.
   *[other] { $handsets } handsets need their alerts updated. Opening My jobs on each updates them.
}

## Figures

board-p1-unassigned = P1 unassigned
board-waiting = Waiting
board-oldest-wait = Oldest wait
board-on-the-way = On the way
board-responders-free = Responders free
board-free-by-topic = Free responders by topic
board-free-by-topic-everywhere = Free responders by topic, in the whole hospital
# Stands beside the name of a topic.
board-free-of = { $free ->
    [0] none free of { $people }
   *[other] { $free } free of { $people }
}

## Zones

# Spoken before the zones.
board-zones = Zones
board-all-zones = All zones
board-zone-ended = This zone has ended. Its wards are in another zone or in none: look at all zones.
# How many that nobody is coming to are urgent: P1.
board-zone-urgent = { $tickets } P1
board-zone-waiting = { $tickets } waiting
board-zone-free = { $people ->
    [0] no one free
   *[other] { $people } free
}
# $known: names of topics. $more: how many topics are not named.
board-zone-uncovered = { $more ->
    [0] no one knows { $known }
    [one] no one knows { $known } or 1 other topic
   *[other] no one knows { $known } or { $more } other topics
}

## Waves of the go-live

# Spoken before the waves.
board-waves = Waves
board-all-waves = All waves
board-in-no-wave = In no wave
# $tickets (Number)
board-wave-waiting = { $tickets } waiting

## Which tickets

board-find = Ticket, person or ward
board-find-now = Find
board-filter = Filter
board-filter-now = Filter
board-zone = Zone
board-everything = Everything
board-all-states = All states
board-all-tickets = All tickets, closed ones too
board-closed-too = Look among closed tickets too
board-nobody-coming = No one is coming
board-somebody-coming = Someone is on the way or there
# $name: No one is coming
board-group = { $name }: { $tickets }
board-some-left-out = { $tickets ->
    [one] This shows 1 ticket.
   *[other] This shows { $tickets } tickets.
}
# $count: tickets and people
board-found-elsewhere = Show { $count } more in other zones
# $count: tickets and people
board-found-in-other-parts = Show { $count } more in other zones and waves
board-found = Found for “{ $find }”: { $tickets ->
    [one] 1 open ticket
   *[other] { $tickets } open tickets
}, { $people ->
    [one] 1 person
   *[other] { $people } people
}, { $wards ->
    [one] 1 ward
   *[other] { $wards } wards
}.
board-ward-open = { $tickets ->
    [0] no open tickets
    [one] 1 open ticket
   *[other] { $tickets } open tickets
}

## Open tickets

board-open-tickets = Open tickets
board-none-open = No open tickets here. No one is waiting.
# $find: what was looked for
board-none-found = No open ticket for “{ $find }”.
board-priority = Priority
board-where-and-what = Where and what
board-state = State
board-who = Who
board-asked = Asked
# $time: 12 min
# $time: 4 min
board-entered = on paper, entered: { $time }
board-waits-again = waiting again: { $time }
board-asking = Asking { $names }
board-also-asking = Also asking { $names }, who would be there sooner.
# $step: what was done, such as “Command centre told”
board-done-at = { $step } { $time }
board-handed-over-by = Handed over by { $name }.
board-sent-by = Sent by { $name }.
board-sent-by-command-centre = Sent by the command centre.
board-asked-for-someone-who-knows = { $names } asked for someone else who knows { $tag }.
board-asked-for-someone-else = { $names } asked for someone else who can help.

## Closed, but not sorted

board-not-sorted = Closed, but not fully sorted: { $tickets }
# $time: 5 minutes ago
board-closed = { $code }, closed { $time }
board-closed-by = { $code }, closed { $time } by { $name }

## People

board-people = People
# $zone: the name of a zone
board-people-of = { $zone }: { $free } free of { $people }
board-nobody-on-shift = No one is on shift.
# $find: what was looked for
board-nobody-found = No one on shift for “{ $find }”.
board-levels = Where people are: a plan of each level
board-cover = Cover: where the next request would wait longest
board-drill = Communications drill
# $phase: how their job stands, such as “On the way”
board-busy = { $phase } { $code }
board-free = Free
board-signed-out = Signed out
board-not-reachable = Not reachable
board-place-old = { $place } (a while ago)
board-place-unknown = place unknown

## On hold for a known issue

board-on-hold = On hold until { $time }: no one is sent before then.
board-on-hold-for = On hold until { $time }, for the known issue: { $title }. No one is sent before then.
board-came-back = { $back ->
    [one] { $back } of { $closed } that were closed with “{ $title }” came back: the ward says that it is not solved
   *[other] { $back } of { $closed } that were closed with “{ $title }” came back: the wards say that it is not solved
}
