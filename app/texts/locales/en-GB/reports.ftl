### Huddle packs and sitreps: what the command centre reads at its huddles and sends up.

reports-title = Reports
reports-about = Written by Elbow at set times. Their figures never change; wards and topics are named as they are called today. Whoever approves one says with it what went well and what comes next.
# $time: 13:00
reports-next-huddle = The next huddle pack is written at { $time }.
reports-next-sitrep = The next sitrep is written at { $time }.
reports-none-planned = No reports are written: no times are set. An administrator sets them under Hospital, Settings.
reports-none = No report has been written yet.
reports-report = Report
reports-in-short = In short
reports-stands = Approval
reports-huddle = Huddle pack
reports-sitrep = Sitrep
reports-not-approved = Not approved yet
reports-approved = Approved
reports-corrected = Corrected
reports-late = Written late

## One of them

# $kind: Huddle pack, $due: 30 Nov 2026, 07:30
reports-of = { $kind }, { $due }
reports-exact-about = Exact figures, for the command centre only
reports-shared-about = Shared copy: rounded to fives, numbers under 8 hidden
# $due, $written: 30 Nov 2026, 07:30
reports-written-late = This was due { $due } and was written { $written }. Its figures are those of the time when it was due.
# $count (Number)
reports-left-out = { $count ->
    [one] 1 event of the log could not be read: figures may be too low.
   *[other] { $count } events of the log could not be read: figures may be too low.
}
# $count (Number)
reports-rehearsed-open = { $count ->
    [one] 1 request from a dress rehearsal is still open. It is not in these figures: see the board.
   *[other] { $count } requests from a dress rehearsal are still open. They are not in these figures: see the board.
}
# $asked (Number)
# $closed (Number)
# $open (Number)
# $waiting (Number)
reports-headline = { $asked } asked for help, { $closed } closed. { $open } open at the end, { $waiting } of them waiting.
# $wave: its name; $day: Day 3 since the cutover; $phase: Hypercare
reports-wave = { $wave }: { $day }. { $phase }.
# The shared copy. $asked, $open: a number rounded to fives, or “fewer than 8”
reports-headline-shared = Asked for help: { $asked }. Open at the end: { $open }.
# $from, $to, $written: 30 Nov 2026, 07:30.
# $event (Number)
reports-made = About { $from } to { $to }. Written { $written } from the log up to event { $event }.
# $time: 30 Nov 2026, 13:00
reports-next = The next is due { $time }.
reports-not-compared-first = This is the first, so nothing is compared.
reports-not-compared-length = The report before was about a time of another length: counts are not compared.
# Spoken after a change such as +3.
reports-since-last = since the report before
# $count (Number)
reports-up = +{ $count }
# $count (Number)
reports-down = −{ $count }
reports-same = same
reports-fewer-than-8 = fewer than 8
reports-cannot-tell = cannot tell

## Its parts

reports-requests = Requests
reports-asked = Asked
reports-on-paper = Of these, entered from paper
reports-closed = Closed by whoever helped
reports-handed-off = Handed to the IT service desk
reports-cancelled = Cancelled
reports-reopened = Opened again
reports-open = Open at the end
reports-waiting = Waiting for someone at the end
reports-in-passing = Helped without a request

reports-waits = Until somebody was there
reports-reached = Requests that somebody came to
reports-half = Half of these within
reports-four-fifths = 80% of these within
reports-nearly-all = 95% of these within
reports-within-ten = Within 10 minutes, of all whose 10 minutes are over
# $percent (Number)
# $count (Number)
# $all (Number)
reports-share = { $percent }% ({ $count } of { $all })
# The shared copy, from here on.
# $percent (Number)
reports-about-percent = about { $percent }%
# $percent (Number)
reports-at-most-percent = { $percent }% at most
# $percent (Number)
reports-at-least-percent = { $percent }% at least
# $low (Number)
# $high (Number)
reports-between = Likely between { $low }% and { $high }%

reports-urgent = At the end, urgent or overdue
reports-p1-open = P1, open
reports-over-ladder = Waiting longer than they should
reports-oldest = Longest wait

reports-issues = Known issues
reports-no-issues = None at the end.
reports-top = Where most was asked
reports-nothing-asked = Nothing was asked.
reports-place = Ward and topic
reports-change = Change
# $count (Number)
reports-more-places = { $count ->
    [one] And 1 more ward and topic.
   *[other] And { $count } more wards and topics.
}

reports-cover = Who is here, and who is to come
reports-cover-unknown = Cannot tell: the report was written too late to look.
# $count (Number)
reports-on-shift = { $count ->
    [0] Nobody was on shift.
    [one] 1 person was on shift.
   *[other] { $count } people were on shift.
}
reports-all-known = Somebody on shift knew every topic.
# $topics: ePMA and Order comms
reports-nobody-knows = Nobody on shift knew { $topics }.
# $count (Number)
reports-expected = { $count ->
    [one] The roster expects 1 person within 24 hours.
   *[other] The roster expects { $count } people within 24 hours.
}
reports-no-roster = Cannot tell who comes next: the roster has nobody for the next 24 hours.
# $gaps: Mon 30 Nov, 19:30 to 20:00
reports-gaps = It expects nobody { $gaps }.

reports-decisions = Decisions and actions
reports-no-decisions = No decision was logged.
reports-actions-open = Actions still to be done
reports-actions-overdue = Overdue
reports-answers = What people say of the help
reports-sorted = Sorted
reports-partly = Partly sorted
reports-not-sorted = Not sorted

reports-went-well = What went well
reports-comes-next = What comes next
reports-nothing-said = Nothing was said.
reports-approval = Approval
reports-nobody-approved = Nobody has approved it yet.
reports-approved-by = Approved by { $name }, { $time }
reports-corrected-by = Corrected by { $name }, { $time }: { $why }
# The shared copy names nobody.
reports-approved-at = Approved { $time }
reports-corrected-at = Corrected { $time }

## What can be done with it

reports-print = Print
reports-to-shared = Shared copy, to hand on
reports-to-exact = Exact figures
reports-approve = Approve this report
reports-handed-on = What you write here stands on the shared copy too, which is handed on. Do not name anybody.
reports-approve-about = The figures stay as they are. Both fields may be left empty.
reports-correct = Correct what was said
reports-field-went-well = What went well?
reports-field-comes-next = What comes next: what is planned, what is needed?
reports-field-why = Why is it corrected?
reports-say-why = Say why it is corrected
reports-nothing-corrected = Nothing is different. Change what was said, or leave it as it is
reports-approved-meanwhile = Somebody else has approved or corrected it meanwhile. Look at what is said now
