### Known issues: the command centre keeps them, responders read them beside their jobs.

known-issues-title = Known issues
known-issues-about = Responders read these beside a job about the same thing, and say after closing which one it was. People who ask for help do not see them.
known-issues-find = Part of what is wrong, or of what to do
known-issues-none = There are no known issues.
known-issues-ended-ones = Ended: { $issues }

## What is known of each

known-issues-what-is-wrong = What is wrong
known-issues-what-to-do = What to do for now
known-issues-ended = Ended
known-issues-tickets = { $tickets ->
    [one] { $tickets } ticket
   *[other] { $tickets } tickets
}

## One is added, changed or ended

known-issues-add = Add a known issue
known-issues-add-it = Add it
known-issues-field-title = What is wrong?
known-issues-change = Change it
known-issues-fixed = This has been fixed
known-issues-if-ended = Responders will no longer see it. It stays here, with its tickets.
known-issues-end = End this known issue
known-issues-say-what-is-wrong = Say what is wrong
known-issues-say-what-to-do = Say what to do for now, even if it is to wait
known-issues-changed-meanwhile = Someone else changed this while you were editing. Read what it says above, then save again if you still want your version

## One known issue

known-issues-back = Back to the known issues
known-issues-tickets-about-this = Tickets about this
known-issues-no-tickets = None yet.
known-issues-ticket = Ticket
known-issues-closed = Closed
known-issues-history = History
# $title and $workaround: as they wrote them
known-issues-wrote = { $name } wrote: { $title }. { $workaround }
known-issues-changed-it = { $name } changed it: { $title }. { $workaround }
known-issues-ended-it = { $name } ended it: { $title }. { $workaround }
