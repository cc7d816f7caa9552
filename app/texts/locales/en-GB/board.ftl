### The command centre's board.

board-title = Board

## Trouble

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
# Stands beside the name of a topic.
board-free-of = { $free ->
    [0] none free of { $people }
   *[other] { $free } free of { $people }
}

## Which tickets

board-filter = Filter tickets
board-filter-now = Filter
board-zone = Zone
board-all-zones = All zones
board-everything = Everything
board-all-states = All states

## Open tickets

board-open-tickets = Open tickets
board-none-open = No open tickets here. No one is waiting.
board-priority = Priority
board-where-and-what = Where and what
board-state = State
board-who = Who
board-asked = Asked
board-asking = Asking { $names }
board-also-asking = Also asking { $names }, who would be there sooner.
board-not-reached = Not reached
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
board-nobody-on-shift = No one is on shift.
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
