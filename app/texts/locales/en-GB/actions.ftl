### Actions: what is to be done after decisions, by whom and by when.

actions-title = Actions
actions-none-open = Nothing is to be done.
actions-closed-ones = Done or cancelled: { $actions }
actions-overdue = Overdue
# $time: 20 Nov 2026, 12:00
actions-who-by-when = { $owner }, by { $time }.
actions-done-by = Done: { $name }, { $time }
actions-taken-back-by = Not done after all: { $name }, { $time }
actions-needed-by = Needed after all: { $name }, { $time }
actions-changed-by = Changed: { $name }, { $time }
actions-cancelled-by = Cancelled: { $name }, { $time }: { $why }
actions-cancelled = Cancelled
actions-done = Done
# Spoken instead, where several buttons are alike. $what: what is to be done
actions-done-spoken = Done: { $what }
actions-not-done = Not done after all
actions-not-done-spoken = Not done after all: { $what }
actions-needed = Needed after all
actions-needed-spoken = Needed after all: { $what }
actions-change-or-cancel = Change or cancel
actions-change-or-cancel-spoken = Change or cancel: { $what }
actions-history = What was said of it
actions-history-spoken = What was said of it: { $what }
actions-download = Download the actions as CSV

## One is added

actions-add = Add an action
actions-add-it = Add it
actions-field-what = What is to be done?
actions-field-owner = Who does it? (role or name)
actions-field-due = By when?
actions-say-what = Say what is to be done
actions-say-who = Say who does it, by role or by name
actions-say-when = Say by when, such as 14:00
actions-due-past = That has passed. Enter a time that is still to come
actions-changed-meanwhile = Someone else has said otherwise about this action meanwhile. Read what it says now.

## One by itself

# $number (Number)
actions-one = Action { $number }
actions-what = What is to be done
actions-owner = Who does it
actions-due = By when
actions-decision = Follows from
actions-added = Added
actions-said = What was said of it since
actions-change = Change it
actions-change-about = What it says now is struck out and stays readable.
actions-change-now = Save the change
actions-cancel = Cancel it
actions-cancel-about = It is then not to be done, and is not counted on the board. It stays readable.
actions-cancel-now = Cancel the action
actions-field-why = Why is it cancelled?
actions-say-why-cancelled = Say why it is cancelled
actions-nothing-changed = This is what it says already. Change what is wrong
actions-changed-while-writing = Someone else has said otherwise about this action while you were writing. Read what it says above, then send yours again if it is still needed
actions-closed-meanwhile = This action is done or cancelled by now. If there is still something to do, put it on the list again first

## On the board

# $open (Number)
# $overdue (Number): of those
actions-on-board = Actions: { $open } open, { $overdue } overdue
