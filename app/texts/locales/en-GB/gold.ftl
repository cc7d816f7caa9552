### The go-live for those who answer for it: waves beside each other, and decisions.

gold-title = Go-live
gold-about = How each wave is doing, by weeks since its cutover, and what was decided. What was asked in a dress rehearsal is in no figure here.
gold-no-waves = There are no waves yet. Leads of the whole hospital add them on the board.
gold-side-by-side = Waves by weeks since their cutover
gold-small-numbers = Whole weeks that are over, so that these numbers may be handed on. Requests are to the nearest 5, and fewer than 8 are not shown. Minutes are the average until someone was there, where at least 8 were helped.
gold-no-week = A week is shown once it is over. No wave has had a whole one yet.
gold-weeks = Week
# $week (Number)
gold-week = Week { $week }
# $wave: a name
gold-asked-in = { $wave }: requests
# $wave: a name
gold-minutes-in = { $wave }: minutes to help
gold-few = 1 to 7
gold-all-decisions = All decisions
