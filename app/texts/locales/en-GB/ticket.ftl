### One ticket in full, for a lead.

ticket-title = { $ward }, code { $code }
ticket-code = Code { $code }
ticket-what-happened = What happened
ticket-who-was-asked = Who Elbow asked

## What is known of it

ticket-nobody = No one
ticket-being-asked = Being asked
ticket-who = Who
ticket-also-asked = Also asked, as they are nearer
ticket-closed-as = Closed as
ticket-helped-at-once = Helped at once
ticket-known-issue = Known issue
ticket-link-issue = Link it to a known issue
ticket-is-linked = It is linked to: { $title }
ticket-unlink-issue = It is not about this
ticket-which-issue = Which known issue?
ticket-link-now = Link it
ticket-new-issue = Add a known issue
ticket-choose-issue = Choose a known issue
ticket-issues-same = About the same topic
ticket-issues-other = About other topics
ticket-issues-ended = Ended
ticket-on-hold = On hold until { $time }: no one is sent before then.
ticket-send-someone = Send someone now
ticket-closing-note = Note after closing
ticket-state = State
ticket-priority = Priority
ticket-how-it-came = How it came
ticket-from-ward-device = The ward’s own device
# The computer stands on another ward than help is needed on.
ticket-from-device-of = A computer on { $ward }
ticket-from-ward-link = The ward’s link
ticket-helped-in-passing = No one: { $name } helped in passing
# $slip: P012
ticket-on-paper = On paper, slip { $slip }, entered by { $name }. Its times are those on the slip
ticket-on-behalf-of-ward = { $name }, on behalf of the ward
ticket-why = Why
ticket-ring = Ring
ticket-zone-lead = Zone lead
# $name: who leads it; $alert: what became of their alert
ticket-zone-lead-alert = { $name }: { $alert }
ticket-zone-lead-not-alerted = { $name }: not alerted
# $zone: its name
ticket-zone-lead-nobody = No one leads { $zone } now
ticket-ward-phone = Ward’s phone

## What a lead can do

ticket-in-another-zone = This ticket is in { $zone }, which you do not lead. You can read it here. Tell the command centre if it needs someone.
ticket-in-no-zone = This ticket is in no zone, so only the command centre can change it. You can read it here. Tell them if it needs someone.
ticket-no-issue = There is no known issue to link it to. The command centre writes them down.
ticket-step-in = Step in
ticket-find = Find someone to send
ticket-find-hint = Part of a name, topic or zone
ticket-find-now = Find
ticket-none-found = No one on shift matches “{ $find }”.
ticket-found = People { $first } to { $last } of { $found }, best first
ticket-more-people = More people
ticket-send = Send someone
ticket-send-other = Send someone else
ticket-nobody-to-send = No one else is on shift to send. Ring someone who could come in.
ticket-choose-person = Choose a person
ticket-assign = Assign
ticket-change-priority = Change priority
ticket-cancel = Cancel this ticket
ticket-cancel-why = Why?
ticket-choose-reason = Choose a reason
ticket-entered-wrongly = Entered wrongly?
ticket-entered-wrongly-about = If what is on the slip was typed wrongly, cancel this request. The slip can then be entered again.
ticket-cancel-now = Cancel the ticket
ticket-escalate = Escalate
# $steps: what it does, such as “asks one more person and flags this on the board”
ticket-escalating = Escalating { $steps }.
ticket-asks-declined-again = asks people who declined again
ticket-sends-alert = sends an alert
ticket-asks-how-far = asks { $name }, on their own page, how far they are
ticket-alerts-off = { $name } has alerts off: only a page that is open shows it.

## Whom to send: after a name, parted by commas

ticket-has-job = has a job
ticket-on-break = on a break
ticket-signed-out = signed out
ticket-silent = did not answer the last offers
ticket-said-no = has said no to this
# $priority: P1 to P4
ticket-job-at = { $code }, { $priority }, { $minutes } min at { $ward }
ticket-job-on-the-way = { $code }, { $priority }, on the way to { $ward } for { $minutes } min
# Headings of the list.
ticket-group-free = Free
ticket-group-busy = Busy
ticket-group-on-break = On a break
ticket-group-out-of-reach = Cannot be reached

## Before somebody is sent who is not free

ticket-before-you-send = Before you send them
ticket-by-now = { $holder } is on the way by now. Send { $name } instead?
ticket-send-instead = Send { $name } instead
ticket-send-anyway = Send them anyway
# $job: such as “BG6R, P3, 6 min at Ward 4”
ticket-already-has-job = { $name } already has a job ({ $job }).
ticket-job-goes-back = If you send them here, Elbow will look for someone else for { $code }, and tell the ward.
ticket-take-off = Take them off { $code } and send them
ticket-person-on-break = { $name } is on a break.
ticket-person-signed-out = { $name } is signed out: no alert reaches them. Ring them yourself.
ticket-person-silent = { $name } did not answer the last offers.

## What was done, or is wrong

ticket-priority-is = { $code } is { $priority } now.
ticket-choose-who = Choose who should go
ticket-is-off-shift = { $name } is off shift. Choose someone who is on shift.
ticket-choose-urgency = Choose how urgent it is
ticket-choose-why = Choose why the request is cancelled

## Who was asked

ticket-nobody-asked = No one yet.
# $outcome: one of those below; $alert: whether the alert arrived
ticket-offer = Asked at { $time }, { $outcome }; { $alert }.
ticket-waits-for-answer = waiting for an answer
# $what: one of those below
ticket-outcome = { $seconds ->
    [one] { $what } after { $seconds } second
   *[other] { $what } after { $seconds } seconds
}
ticket-accepted = accepted
ticket-declined = declined
ticket-no-answer = no answer
ticket-no-longer-asked = no longer asked
ticket-sent-by = sent by { $name }
ticket-handed-over-by = handed over by { $name }
ticket-had-it-again = had it again
ticket-was-cancelled = the request was cancelled
ticket-other-arrived = the one on the way arrived
ticket-went-to-other = went to someone else
# $people: 3 people
ticket-compared = { $people } compared: what counted

## What counted

ticket-candidates = Candidates and what counted, in seconds; the lowest total wins
ticket-candidate = Candidate
ticket-chosen = Chosen
ticket-term-walking = Walking
ticket-term-rare = Rare skill, keep free
ticket-term-load = Jobs this shift
ticket-term-not-seen = Not seen for a while
ticket-term-zone = Prefers to stay in their zone
ticket-sum = Sum
ticket-chance = Divided by how likely they are to say yes
ticket-own-ward = Own ward
ticket-total = Total
