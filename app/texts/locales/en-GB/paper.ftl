### Slips of paper that came back after Elbow could not be reached.

paper-title = Enter slips
paper-about = What was asked on paper while Elbow could not be reached. Each slip becomes a request: one that is still open is offered to responders at once, one that is done is closed. It counts as waiting from when it is entered: nobody could be asked before.
# $link: Log a request for a ward
paper-no-slip = Asked without a slip? { $link }.
paper-no-slip-link = Log a request for a ward

## The form

paper-slip = Number of the slip
paper-slip-hint = For example P012, or 12
paper-day = Day it was asked
paper-asked = Asked at
paper-time-hint = For example 10:12, or 1012
paper-tag = What it is about
paper-urgency = How urgent
paper-choose = Choose
paper-done = Done at
paper-done-hint = Leave it empty if nobody has helped yet
paper-category = What it turned out to be
paper-not-done = Not done yet
paper-helper = Who helped
paper-helper-unknown = Not on the slip
paper-there = There at
paper-asker = Who asked: name or bleep
paper-note = Anything else on the slip
paper-ward = Ward
paper-is-borrowed = Yes, another ward’s slip was used
paper-is-anew = Yes, enter it again
paper-is-another = Yes, it is another slip, which has the same number
paper-is-stray = Yes, I have this slip in my hand, and the number is right
paper-save = Save and enter the next

## What is wrong with it

paper-enter-slip = Enter the number of the slip, such as P012
# $slip: P999
paper-never-printed = Elbow does not know { $slip }. Look at the number again. If the slip was printed before Elbow was put back from a backup, say so below
paper-too-high = No slip has a number as high as { $slip }. Look at the number again
# $slip: P012
paper-already-entered = { $slip } is entered already. Look at the number again. If another slip has the same number, say so below
paper-cancelled = { $slip } is entered already, and its request was cancelled. If it is to be entered again, say so below
# $ticket: K7PX, $ward: Ward 7
paper-entered-before = That slip is request { $ticket } of { $ward }. If it is the same one, there is nothing to do: enter the next. If it was entered wrongly, cancel that request, and enter the slip again.
paper-cancelled-before = That slip was request { $ticket } of { $ward }, which was cancelled.
# $slip: P012, $ward: Ward 7
paper-of-another-ward = { $slip } was printed for { $ward }. Look at the number and the ward again. If another ward’s slip was used, say so below
# $slip: P012, $time: 30 Nov 2026, 07:00
paper-not-yet-printed = { $slip } was printed { $time }, and this is before that. Look at the number, the day and the time again. If they are right, the number was printed twice: say so below
paper-enter-asked = Enter when it was asked
paper-in-future = This is in the future. Look at the day and the time again
paper-long-ago = This is more than a month ago. Look at the day again
paper-choose-urgency = Choose how urgent it was
paper-choose-category = Choose what it turned out to be
paper-say-done-at = Enter when it was done. If nobody has helped yet, leave out what it was and who helped
paper-there-not-done = If somebody is there and it is not done yet, leave this empty, and send them from the board
paper-before-asked = This is before it was asked. Look at both times again
paper-there-after-done = This is later than when it was done
paper-choose-helper = Choose somebody from the list
paper-choose-ward = Choose the ward that asked

## What came back

paper-entered-last = Entered last
paper-of-ward = Ward
paper-ticket = Request
paper-accounts = What became of the slips
paper-accounts-about = Of each pack of which a slip came back in the last week.
paper-pack-of = Pack of
paper-printed = Printed
paper-entered = Entered
paper-unused = Came back empty
paper-unaccounted = Not accounted for
paper-say-unused = The others came back empty
paper-one-unused = Came back empty
paper-unused-undo = They may not be empty
# $time: 30 Nov 2026, 07:00
paper-unused-question = { $count ->
    [one] Was nothing written on the other slip of the pack of { $time }?
   *[other] Was nothing written on the other { $count } slips of the pack of { $time }?
}
paper-unused-missing = { $count ->
    [one] One more is to be looked for: a later slip of its ward is entered. It stays on the list.
   *[other] { $count } more are to be looked for: later slips of their wards are entered. They stay on the list.
}
# $time: 30 Nov 2026, 19:30
paper-unused-in-use = This pack may still be used, until { $time }.
paper-unused-sure = { $count ->
    [one] Yes, 1 slip came back empty
   *[other] Yes, { $count } slips came back empty
}
paper-unused-changed = Somebody has entered slips of this pack since. These are the numbers now.

## Whether it was asked again

paper-duplicate = Is it the same?
# $ward: Ward 7, $tag: ePMA
paper-duplicate-about = { $ward } has another open request about { $tag }:
# $ticket: K7PX, $time: 12 min
paper-duplicate-one = { $ticket }, asked: { $time }
# $slip: P012
paper-duplicate-cancel = It is the same: cancel { $slip } as a duplicate

paper-missing = Slips to look for
paper-missing-about = A later slip of the same ward is entered, and these are not: somebody may be waiting.
# $slip: P003, $ward: Ward 7
paper-missing-one = { $slip }, { $ward }

## How urgent, as the slip has it

paper-harm = A patient could come to harm
paper-waiting = A patient is waiting
paper-not-affected = No patient affected
paper-question = A question
