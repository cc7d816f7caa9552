### Communications drills.

drills-title = Communications drills
drills-about = Everyone on shift in the team gets an alert: “Communications drill: tap to answer”. You will see who answers, how fast, and why the others did not.

## Starting one

drills-who = Who to contact
drills-start = Start the drill
drills-everyone-on-shift = Everyone on shift
# The name of the team on the page of the drill.
drills-everyone = Everyone
drills-who-knows = Who knows { $tag }
drills-before-it-starts = Before it starts
# $people: 33 people
drills-none-reached = { $team }: { $people } on shift, and none has a handset with alerts on. The drill would reach no one.
drills-all-reached = { $team }: { $people } on shift, all with alerts on.
drills-some-reached = { $team }: { $people } on shift; { $reached } can be alerted, the others have no handset with alerts on.
drills-alert-now = Alert them now
drills-choose = Choose who to contact
drills-nobody-on-shift = None of them is on shift
drills-another-underway = A drill is underway. Start this one once it is over

## Earlier ones

drills-earlier = Earlier drills
drills-none-yet = No drills yet.
drills-drill = Drill
drills-answered = Answered
drills-answered-of = { $answered } of { $alerted }
drills-half-answered-within = Half answered within
drills-seconds = { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}

## One drill

drills-drill-of = Communications drill: { $team }
drills-all = All drills
# $answered: 2 of 4 answered, in bold
drills-underway = { $answered }. Underway.
drills-over = { $answered }. Over.
drills-have-answered = { $answered } of { $alerted } answered
drills-started = Started
drills-started-by = { $time } by { $name }
drills-no-answer = No answer
drills-all-have-answered = Everyone who was alerted has answered.
drills-not-alerted = Not alerted: { $people } off shift or on a break
drills-name = Name
drills-why = Why
drills-shown-after = Shown after
drills-answered-after = Answered after
drills-in-seconds = { $seconds } s

## Why somebody did not answer, or was not alerted

drills-on-shift = on shift
drills-on-break = on a break
drills-off-shift = off shift
drills-too-late = answered too late
drills-not-opened = delivered but not opened
drills-being-sent = being sent
drills-not-delivered = sent but not delivered
drills-no-handset = no handset with alerts on
drills-went-off-shift = went off shift
drills-not-in-time = not delivered: no push service took it in time
drills-refused = not delivered: refused by the push service
