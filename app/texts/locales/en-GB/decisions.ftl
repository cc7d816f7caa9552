### The decision log: what the command centre decided, and why.

decisions-title = Decisions
decisions-about = What was decided and why, with what the board showed when it was logged. Nothing here is ever changed or deleted: a mistake is corrected beside it.
decisions-log = Log a decision
decisions-logged-ones = What was decided
decisions-find = Words, a number, or the code of a ticket
decisions-none = No decision has been logged yet.

## What is known of each

# $number (Number)
decisions-one = Decision { $number }
decisions-number = Number
decisions-decision = Decision
decisions-reason = Reason
decisions-decided-by = Decided by
decisions-made = Made
decisions-logged = Logged
# $time: 20 Nov 2026, 10:42
decisions-logged-by = { $time }, by { $name }
decisions-late-reason = Why it was logged late
decisions-options = Options considered
decisions-risks = Known risks
decisions-review = Look at it again
decisions-review-due = { $time }. That time has come.
decisions-tickets = Tickets
decisions-issues = Known issues
decisions-corrected = Corrected
# Spoken before what was said before a correction.
decisions-struck-out = Struck out:{" "}
# Spoken after it.
decisions-struck-out-end = . Instead:{" "}
decisions-none-said = Nothing

## One is logged

decisions-field-decision = What was decided?
decisions-field-reason = Why?
decisions-field-decided-by = Who decided? (role or name)
decisions-made-earlier = It was made earlier
decisions-field-made-time = When was it made?
decisions-time-hint = 24 hours, such as 09:40
decisions-field-day = On which day?
decisions-day-hint = Such as 20/11/2026. Leave it empty for today, or for the night around midnight.
decisions-field-late-reason = Why is it logged late?
decisions-late-hint = If it was made more than 10 minutes ago
decisions-more = Options, risks, tickets, when to look at it again
decisions-field-options = Which options were considered?
decisions-field-risks = Which risks are known?
decisions-field-review-time = When should somebody look at it again?
decisions-field-tickets = Which tickets is it about?
decisions-tickets-hint = Their codes, such as K7P R4D
decisions-field-issues = Which known issues is it about?
decisions-log-it = Log it
decisions-kept-with-it = What the board shows now is kept with it.

## What is wrong with what was typed

decisions-say-what = Say what was decided
decisions-say-why = Say why it was decided
decisions-say-who = Say who decided, by role or by name
decisions-enter-time = Enter a time such as 09:40
decisions-no-such-time = There is no { $time } on { $day }: the clocks go forward. Enter the time that the clock shows
decisions-long-ago = That is more than 31 days ago. Check the day
decisions-far-ahead = That is more than a year ahead. Check the day
decisions-in-future = That is in the future. Log the decision once it is made
decisions-say-why-late = Say why it is logged more than 10 minutes after it was made
decisions-review-past = That has passed. Enter when to look at it again, or leave it empty
# $code: as it was typed
decisions-no-such-ticket = There is no ticket { $code }. Check the code
# $most (Number)
decisions-too-many-tickets = Name { $most } tickets or fewer

## One is corrected

decisions-correct = Correct it
decisions-correct-about = What it says now is struck out and stays readable. Its number, its times and what the board showed are not changed.
decisions-field-why = Why is it corrected?
decisions-correct-now = Correct it
decisions-say-why-corrected = Say why it is corrected
decisions-nothing-corrected = This is what it says already. Change what is wrong
decisions-corrected-meanwhile = Someone else corrected this while you were writing. Read what it says above, then send yours again if it is still needed
decisions-corrections = Corrections
decisions-corrected-by = { $name } corrected it: { $why }

## What the board showed

decisions-board = What the board showed
# $time: 20 Nov 2026, 10:42
# $event (Number): its number in the log
decisions-board-as-at = As it was when the decision was logged, { $time }. The last event it showed was number { $event } of the log.
# $time: 20 Nov 2026, 09:15
decisions-board-later = The decision was made before that, { $time }. The board may have shown something else then.
decisions-board-unreadable = What was kept of the board cannot be read.
decisions-board-numbers = Numbers
decisions-board-zones = Zones
decisions-board-waiting-tickets = Tickets that nobody was on the way to
decisions-board-none-waiting = Nobody was waiting.
# $more (Number)
decisions-board-more = { $more ->
    [one] 1 more waited.
   *[other] { $more } more waited.
}
decisions-board-issues = Known issues
decisions-board-no-issues = None were known.
decisions-board-alarms = Alarms
decisions-board-no-alarms = There were none.
# Instead of an alarm in which somebody is named.
decisions-board-alarm-of-somebody = An alarm about one person’s account
decisions-board-on-shift = Responders on shift
decisions-board-zone = Zone
decisions-board-free = Free
decisions-board-waited = Waited
# $times (Number): how often silence escalated it
decisions-board-escalated = { $times ->
    [one] escalated once
   *[other] escalated { $times } times
}
