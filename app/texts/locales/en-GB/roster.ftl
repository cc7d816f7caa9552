### When somebody is expected.

roster-shifts = Shifts
roster-shifts-of = Shifts of { $name }
roster-about = When they are expected. They start and end each shift themselves.
roster-none = No shifts to come.
roster-next = Next shift
roster-when = When
roster-has-begun = Has begun
roster-change = Change
roster-remove = Remove
# Spoken after “Change” or “Remove”. $when: Fri 20 Nov, 07:30 to 15:30
roster-spoken = {" "}the shift { $when }
roster-add-shift = Add a shift
roster-change-shift = Change the shift { $when }
roster-day = Day
roster-starts = From
roster-ends = To
roster-ends-hint = If it is earlier than the start, it is on the next day.
roster-no-start = Enter when the shift starts, such as 07:30
roster-no-end = Enter when the shift ends, such as 15:30
roster-no-length = The shift cannot end at the time at which it starts. Correct one of them
roster-changed-meanwhile = That shift has begun, or someone else has changed or removed it. Nothing of yours has been saved. These are their shifts now.
roster-typed-meanwhile = That shift has begun, or someone else has changed or removed it. Nothing of yours has been saved: what you typed is in the form. These are their shifts now.
roster-helps-no-more = { $name } does not respond to requests any more, so no shift can be added or changed.
roster-done-added = The shift was added.
roster-done-changed = The shift was changed.
roster-done-removed = The shift was removed.
