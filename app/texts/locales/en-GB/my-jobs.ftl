### A responder's jobs.

## While there is nothing to do

my-jobs-none = No jobs for you right now. This phone will alert you when there is one.
my-jobs-none-alerts-off = No jobs for you right now. Alerts are off: keep this page open so you don’t miss a job.
my-jobs-none-on-break = You are on a break. You will not be sent any jobs.
my-jobs-none-off-shift = You are off shift. Start your shift to get jobs.

## An offer

# $priority, $urgency: P2 A patient is waiting, can’t go on; $waited: 2 min
my-jobs-offer = { $priority } { $urgency } · waiting { $waited }
my-jobs-accept = Accept
my-jobs-cannot-take-it = Can’t take it
my-jobs-known-issues = { $issues ->
    [one] { $issues } known issue about this
   *[other] { $issues } known issues about this
}

## The job in hand

my-jobs-job = Your job, code { $code }
my-jobs-i-am-here = I am here
my-jobs-done = Done
my-jobs-not-there = I am not there yet
my-jobs-call-ward = Call ward { $phone }
my-jobs-need-someone = Need someone else
my-jobs-need-someone-what = What do they need to know about?
my-jobs-need-someone-then = You will be free again and the ward waits until the next person accepts. If you are needed meanwhile, stay with them.
my-jobs-ask-for-someone = Ask for someone else
my-jobs-give-back = Give this job back
my-jobs-give-back-then = Elbow will look for someone else. The ward will wait longer.
my-jobs-give-back-now = Give back

## What was just done

my-jobs-undo = Undo
# $left: 8 seconds left
my-jobs-closed = { $code } closed: { $category }. { $left }
my-jobs-gave-back = You gave { $code } at { $ward } back. { $left }
my-jobs-waits-again = { $code } at { $ward } waits again for someone who knows { $tag }. You are free. { $left }
my-jobs-code-at-ward = { $code } at { $ward }
my-jobs-just-closed = Just closed
my-jobs-closed-earlier = Earlier in the last 2 hours
my-jobs-change-details = Change details of { $code }
my-jobs-add-details = Add details to { $code }

## The shift

# How things stand, in one line. $place: at Ward 7; $alerts: alerts working
my-jobs-status-on-shift = You are on shift · { $place } · { $alerts }
my-jobs-status-on-break = You are on a break · { $place } · { $alerts }
my-jobs-status-off-shift = You are off shift · { $alerts }
my-jobs-status-at = at { $ward }
my-jobs-status-was-at = last at { $ward }
my-jobs-status-place-unknown = place not known
my-jobs-status-alerts-work = alerts working
my-jobs-status-alerts-not-tested = alerts not tested
my-jobs-status-alerts-off = alerts off
my-jobs-on-break-with-job = You are on a break. You still have { $code }: finish it or give it back.
my-jobs-start-shift = Start shift
my-jobs-take-break = Take a break
my-jobs-end-break = Back from break
my-jobs-hand-back = Is this a loan phone?
my-jobs-hand-back-then = You will be signed out, and this phone will get no more alerts.
my-jobs-hand-back-now = Give this phone back

## Where they are, and where they may be sent

my-jobs-place = Where I am
# What a tap is about that has not been sent yet.
my-jobs-about-place = where I am
my-jobs-you-are-at = You are at { $ward }, since { $time }.
# $ago: 2 hours ago
my-jobs-you-were-at = You were at { $ward } { $ago }. Where are you now?
my-jobs-place-unknown = We do not know where you are. Tell us, so that we can send you to jobs nearby.
my-jobs-elsewhere = Somewhere else
my-jobs-ward = Ward
my-jobs-set-place = Set my place
# What a tap is about that has not been sent yet.
my-jobs-about-zone = where I may be sent
# $sent: You are sent to your zone first
my-jobs-zone = { $sent } (your zone: { $zone })
my-jobs-zone-where = Where may we send you?

## Sound and alerts

my-jobs-alerts-on = Turn alerts on
my-jobs-sound-off = Sound is off until you tap.
my-jobs-sound-on = Turn sound on
my-jobs-alerts = Alerts
my-jobs-alerts-test = Test alerts
my-jobs-alerts-none = This server does not send alerts. Keep this page open: it will make a sound.
my-jobs-alerts-off = Alerts are off. Only this page will tell you about a job.
my-jobs-alerts-tested = Alerts working, tested { $time }.
my-jobs-alerts-not-tested = Alerts not yet tested. Tap the test alert on this phone when it comes.
my-jobs-alerts-test-sent = Test alert sent at { $time }. Did it not come? Check that this phone is not on silent and allows notifications from Elbow, then test again.

## What became of it without a tap of theirs

my-jobs-not-needed = You are no longer asked about { $code }: the command centre took it over at { $time }.
my-jobs-cancelled-by-ward = { $code } was cancelled by the ward at { $time }.
my-jobs-yours-cancelled-by-ward = { $code } was cancelled by the ward at { $time }. You do not need to go.
my-jobs-cancelled-by-desk = { $code } was cancelled by the desk at { $time }.
my-jobs-yours-cancelled-by-desk = { $code } was cancelled by the desk at { $time }. You do not need to go.
my-jobs-is-nearer = { $name } is nearer and has { $code } now. You are free again.
my-jobs-sent-instead = The desk sent { $name } to { $code } instead. You do not need to go.
my-jobs-taken-by = { $code } was taken by { $name }.
my-jobs-no-word = { $code } was taken from you at { $time }: you had not said that you were there.
my-jobs-taken-away = { $code } is not your job any more: your shift in Elbow was ended at { $time }. Elbow is looking for someone else. Ring the desk if you are still with them.
my-jobs-ran-out = You did not answer about { $code } in time. Someone else is being asked.
my-jobs-gave-way = A more urgent request came first, so { $code } is no longer on offer to you.
my-jobs-you-declined = You declined { $code }. Elbow is looking for someone else.
my-jobs-has-it-now = { $name } has { $code } now.
my-jobs-nobody-there-yet = The ward says that no one is there yet.
# $what: the note
my-jobs-ward-changed = The ward changed this at { $time }: { $what }.
# $patient: a patient could come to harm
my-jobs-ward-says = The ward said at { $time }: { $patient }.
my-jobs-still-with-them = Asked at { $time }: are you still with them? If they can go on, tap Done.
my-jobs-how-far = Asked at { $time }: how far are you? Tap “I am here” when you arrive. If you cannot get there, give the job back.
my-jobs-handed-to-you = { $name } handed this to you.
my-jobs-sent-by-desk = The desk sent you.
my-jobs-asked-again = Asked for again: it was cancelled at { $time }.
my-jobs-not-solved-by-you = Not solved: you closed this at { $time }.
my-jobs-not-solved-by = Not solved: { $name } closed this at { $time }.
my-jobs-not-solved = Not solved: it was closed at { $time }.

## What cannot be done

my-jobs-choose-duty = Choose on shift, on break or off shift.
my-jobs-choose-place = Choose where you are.
my-jobs-choose-zone-mode = Choose where you may be sent.
my-jobs-choose-tag = Choose what the next person must know.
my-jobs-offer-is-over = That offer is over. You are being asked about { $code } again: answer that.
my-jobs-not-on-shift = You are not on shift. Start your shift, or end your break, to take a job.
