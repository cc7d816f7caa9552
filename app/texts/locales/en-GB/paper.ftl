### Slips of paper that came back after Elbow could not be reached.

paper-title = Enter slips
paper-about = What was asked on paper while Elbow could not be reached. Each slip becomes a request: one that is still open is offered to responders at once, one that is done is closed.
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
paper-ward-of-slip = The ward the slip was printed for
paper-is-borrowed = Yes, another ward’s slip was used
paper-save = Save and enter the next

## What is wrong with it

paper-enter-slip = Enter the number of the slip, such as P012
# $slip: P999
paper-never-printed = { $slip } was never printed, or is older than a month. Look at the number again. If there is no other, log a request for the ward
# $slip: P012
paper-already-entered = { $slip } is entered already. Look at the number again
# $ticket: K7PX
paper-entered-before = That slip is request { $ticket }. If it is the same one, there is nothing to do: enter the next.
# $slip: P012, $ward: Ward 7
paper-of-another-ward = { $slip } was printed for { $ward }. Look at the number and the ward again. If another ward’s slip was used, say so below
# $slip: P012, $time: 30 Nov 2026, 07:00
paper-not-yet-printed = { $slip } was printed { $time }, and this is before that. Look at the number, the day and the time again
paper-enter-asked = Enter when it was asked
paper-in-future = This is in the future. Look at the day and the time again
paper-long-ago = This is more than a month ago. Look at the day again
paper-choose-urgency = Choose how urgent it was
paper-choose-category = Choose what it turned out to be
paper-say-done-at = Enter when it was done. If nobody has helped yet, leave out what it was and who helped
paper-there-not-done = If somebody is there and it is not done yet, leave this empty, and send them from the board
paper-there-after-done = This is later than when it was done
paper-choose-helper = Choose somebody from the list
paper-choose-ward = Choose a ward from the list

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
paper-missing = Slips to look for
paper-missing-about = A later slip of the same ward is entered, and these are not: somebody may be waiting.
# $slip: P003, $ward: Ward 7
paper-missing-one = { $slip }, { $ward }

## How urgent, as the slip has it

paper-harm = A patient could come to harm
paper-waiting = A patient is waiting
paper-not-affected = No patient affected
paper-question = A question
