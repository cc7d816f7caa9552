### Paper for when Elbow cannot be reached.

packs-title = Fallback pack
packs-about = Paper for when Elbow cannot be reached: two sides for each ward, and sheets for the command post. It holds names and numbers of people on the roster.
# $time: 19:00
packs-next = The next is made at { $time }, half an hour before the change of shift.
packs-none-planned = None is made by itself: no changes of shift are set. An administrator sets them under Hospital, Settings.
packs-none = None has been made yet.
packs-enter-slips = Enter slips that came back
packs-make = Make one now
packs-outdated = The roster has changed since this was made. Make one now, and print that.
packs-void = Void
# $time: 30 Nov 2026, 19:30
packs-is-void = This was void after { $time }. Make one now.
# $as-at, $until: 30 Nov 2026, 07:00
packs-valid = As at { $as-at }, void after { $until }
packs-for-wards = Wards
packs-choose = Choose wards
packs-show-wards = Show the wards’ sheets
packs-show-post = Show the sheets for the command post
packs-ward-is-new = That ward is newer than this pack. Make one now
packs-how = Each sheet is a side of A4. Print them on both sides, and take down those of the shift before.
packs-print = Print
packs-post-title = Fallback pack for the command post
packs-wards-title = Fallback pack for wards

packs-keep = Keep it on this computer
# $time: 30 Nov 2026, 19:30
packs-kept = Kept on this computer until { $time }, or until you sign out. Open this page, and its sheets, without a connection too.
# $time: 30 Nov 2026, 07:00
packs-kept-copy = This is the copy that this computer keeps, as at { $time }. Whether the roster has changed since cannot be looked up without a connection.
packs-all-wards = Sheets of all wards
packs-not-kept = This computer could not keep it. Print it.

## Sheets for the command post

packs-wards = Wards and their telephones
packs-ward = Ward
packs-zone = Zone
packs-phone = Phone
packs-slips = Slips
# $first, $last: P001
packs-slips-from-to = { $first } to { $last }
packs-roster = Who is on in the next 24 hours
packs-no-roster = The roster has nobody for the next 24 hours. Ask each zone who is there.
packs-name = Name
packs-when = When
packs-knows = Knows
packs-walks = Minutes on foot between zones
packs-walks-about = The middle of all ways from a ward of the one to a ward of the other.
packs-from-to = From, to
packs-ladder = When nobody goes
packs-ladder-about = What Elbow would do. On paper: look at the tally sheet each minute, and do it by telephone.
# $minutes (Number)
# $does: asks one more person, and flags this on the board
packs-after = after { $minutes } min: { $does }
packs-tally = Tally sheet
packs-tally-about = A line for each call, with the number of the slip. When Elbow is back, collect the slips and enter them: Fallback pack, Enter slips that came back.
packs-slip = Slip
packs-how-urgent = Urgent
packs-asked = Asked
packs-who-goes = Who goes
packs-there = There
packs-closed = Done
packs-decisions = Decisions
packs-decisions-about = What was decided and why, by whom, and when. Log it in Elbow when it is back, and say why it is late.
packs-time = Time

## Sheets of a ward

packs-to-ask = How to ask for help without Elbow
# $phone: ext. 5000
packs-step-ring = Ring the desk: { $phone }.
# $ward: Ward 7
packs-step-say = Say where you are ({ $ward }), what it is about, and whether a patient is affected.
packs-step-slip = Write it on a slip, and say its number. Write no names of patients.
packs-step-done = When somebody has helped, write the times on the slip, and keep it for the desk.
# $phone: ext. 4512
packs-own-phone = The desk rings you back on { $phone }.
packs-issues = Known issues, and what to do
packs-no-issues = There were none when this was made.
# $count (Number)
packs-more-issues = { $count ->
    [one] The desk knows 1 more.
   *[other] The desk knows { $count } more.
}
# $ward: Ward 7
packs-slips-of = Slips of { $ward }
packs-slips-about = One slip for each request. Say its number on the telephone. No names or numbers of patients.
packs-slip-what = What it is about:
packs-slip-asker = Who asks:
packs-slip-helper = Who helped:
packs-slip-urgent = A patient could come to harm ☐   A patient is waiting ☐   No patient affected ☐   A question ☐
