### Actions: what is to be done after decisions, by whom and by when.

actions-title = Actions
actions-none-open = Nothing is to be done.
actions-done-ones = Done: { $actions }
actions-overdue = Overdue
# $time: 20 Nov 2026, 12:00
actions-who-by-when = { $owner }, by { $time }.
actions-done-by = Done: { $name }, { $time }
actions-taken-back-by = Not done after all: { $name }, { $time }
actions-done = Done
# Spoken instead, where several buttons are alike. $what: what is to be done
actions-done-spoken = Done: { $what }
actions-not-done = Not done after all
actions-not-done-spoken = Not done after all: { $what }

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

## On the board

# $open (Number)
# $overdue (Number): of those
actions-on-board = Actions: { $open } open, { $overdue } overdue
