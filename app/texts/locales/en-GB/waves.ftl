### The waves of a go-live.

waves-title = Waves
waves-about = A wave is the wards that start with the new record together. What they ask before their cutover is a dress rehearsal: it is answered as any request, and counts in no figure of requests.
# $wards: names
waves-in-no-wave = In no wave, so that all they ask counts: { $wards }.
waves-none = There are no waves. Every request counts.
waves-wave = Wave
waves-name = Name
waves-cutover = Cutover
waves-phase = Phase
waves-wards = Wards
waves-slug = In the policy
waves-back = Waves

## A new wave

waves-add = Add a wave
waves-name-hint = Such as Wave 1, or North building.
waves-cutover-time = When is the cutover?
waves-cutover-day = On which day?
waves-day-hint = Such as 20/11/2026
waves-choose-wards = Which wards are in it?
waves-choose-more = Which wards come into it?
waves-since = Wards belong to it from an earlier time
waves-from-time = From when?
waves-from-hint = 24 hours, such as 09:40. Leave it empty for now.
waves-no-free-wards = Every ward is in a wave.
waves-choose = Choose
waves-add-now = Add the wave

## What is wrong

waves-say-name = Give the wave a name
waves-name-taken = There is a wave of that name. Choose another
waves-say-cutover = Say when the cutover is
waves-far = That is more than two years away. Check the year
waves-from-future = Choose a time that has come, or leave it empty for now
waves-choose-a-ward = Choose at least one ward
# $ward, $wave: names
waves-ward-taken = { $ward } is in { $wave } by then. A ward is in one wave at a time: take it out of that one first, or choose a later time
# $time: 01:30; $day: 25 Oct 2026
waves-twice = The clock shows { $time } twice on { $day }, as the clocks go back. Choose which
waves-which = Which of the two?
waves-first = The first, before the clocks go back
waves-second = The second, after the clocks went back
waves-refused = The wave was not changed. Look at it, and try again.

## Requests that count otherwise

# $tickets (Number)
waves-become-real = { $tickets ->
    [one] 1 ticket would become real, and count in every figure.
   *[other] { $tickets } tickets would become real, and count in every figure.
}
# $tickets (Number)
waves-become-rehearsal = { $tickets ->
    [one] 1 ticket would become part of the dress rehearsal, and count in no figure.
   *[other] { $tickets } tickets would become part of the dress rehearsal, and count in no figure.
}
waves-leaves-rehearsal = The ward would be in no wave, and what it asks from now on would count, though its cutover is still to come.
waves-reports-stay = Reports that are written stay as they are.
waves-count-so = Yes, count them so
waves-tick-to-go-on = Tick the box to go on

## One wave

waves-move = Move the cutover
waves-move-now = Move the cutover
# $was: 20 Nov 2026, 10:42; $time: the same
waves-cutover-was = { $time }: set to { $was } by { $name }
waves-cutovers = How the cutover was set
waves-rename = Give it another name
waves-rename-now = Save the name
waves-set-phase = Set the phase
waves-set-phase-about = From now on. The dress rehearsal ends by itself at the cutover.
waves-phase-before-cutover = It is in its dress rehearsal until its cutover. Move the cutover if that is to be earlier.
waves-which-phase = Which phase begins?
waves-decision = By which decision?
waves-decision-hint = The number of the logged decision, such as 12.
waves-set-phase-now = Set the phase
waves-choose-phase = Choose a phase
waves-in-it-already = The wave is in that phase
waves-no-such-decision = There is no decision of that number. Log it first
waves-by-decision = By decision { $decision }
# $time: 20 Nov 2026, 10:42
waves-phase-since = From { $time }
waves-phases = Phases so far
waves-in-it = Wards in it
waves-no-wards = No ward is in it.
# $time: 20 Nov 2026, 10:42
waves-ward-since = from { $time }
waves-gone = Wards that left it
# $from, $until: 20 Nov 2026, 10:42
waves-ward-was = from { $from } until { $until }
waves-ward-by-mistake = put into it by mistake
waves-join = Put wards into it
waves-join-now = Put them into it
waves-leave = Take a ward out of it
waves-leave-which = Which ward?
waves-leave-since = From when?
waves-leave-from-now = From now on: it is in no wave, and what it asks counts
waves-leave-never = From the beginning: it was put into the wave by mistake
waves-choose-leave = Choose a ward of the wave
waves-leave-now = Take it out
waves-changed = Somebody else has changed it meanwhile. This is how it is now.
