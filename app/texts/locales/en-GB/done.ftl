### What was just done, said once above the page as it is now.

done-issue-added = “{ $title }” is added. Responders read it beside jobs about the same thing.
done-issue-ended = “{ $title }” has ended. Responders no longer read it.
done-word-sent = It is sent. Whoever reads it sees the time.
done-issue-reopened = It is open again. Say below when the next word comes.
done-issue-unlinked = { $tickets ->
    [0] Nothing was linked.
    [one] { $tickets } ticket is not linked any more.
   *[other] { $tickets } tickets are not linked any more.
}
done-issue-linked = { $tickets ->
    [0] They are linked already.
    [one] { $tickets } ticket is linked.
   *[other] { $tickets } tickets are linked.
}
done-issue-linked-held = { $tickets ->
    [one] { $tickets } ticket is linked. On hold: { $held }.
   *[other] { $tickets } tickets are linked. On hold: { $held }.
}
done-issue-linked-closed = { $tickets ->
    [one] { $tickets } ticket is linked. Closed: { $closed }.
   *[other] { $tickets } tickets are linked. Closed: { $closed }.
}
done-issue-closed = { $tickets ->
    [0] Nothing was closed.
    [one] { $tickets } ticket is closed.
   *[other] { $tickets } tickets are closed.
}
# $closed: what is closed, a sentence
done-issue-closed-some = { $tickets ->
    [one] { $closed } { $tickets } has changed since and stays open: look again.
   *[other] { $closed } { $tickets } have changed since and stay open: look again.
}
done-issue-changed = Saved. Responders read this from now on.
# $number (Number)
done-decision-logged = Decision { $number } is logged, with what the board showed.
# What is to be done after a decision.
done-action-added = The action is added.
done-action-done = The action is done.
done-action-changed = The action is changed. What it said before stays readable.
done-action-cancelled = The action is cancelled. It stays readable, and can be put on the list again.
done-wave-added = The wave is added.
done-wave-renamed = The wave has its new name.
done-cutover-moved = The cutover is moved. Figures count by it from now on.
done-wards-joined = The wards are in the wave.
done-ward-left = The ward is out of the wave.
done-phase-set = The wave is in its new phase.
done-wall-made = The wall screen has a link. Open it on the screen.
done-wall-revoked = The link is taken back. Screens that show it go empty.
done-surge-judged = Your answer about the surge is kept.
done-action-reopened = The action is on the list again.
done-decision-corrected = Corrected. What it said before stays readable.
done-pack-made = A new pack is made. Print it, and take down the old one.
# $slip: P012, $ward: Ward 7, $ticket: K7PX
done-slip-entered = { $slip }, { $ward }, is entered as request { $ticket }. Elbow is looking for someone: the board says who goes.
done-slip-entered-taken = { $slip }, { $ward }, is entered as request { $ticket }. Somebody has taken it.
done-slip-entered-closed = { $slip }, { $ward }, is entered as request { $ticket }, which is closed.
done-slip-cancelled = { $slip }, { $ward }: request { $ticket } is cancelled.
done-slips-unused = The other slips of that pack came back empty. Those to look for are still listed.
done-slip-unused = That slip came back empty.
done-slips-unused-undone = Taken back: those slips are not accounted for.
done-report-approved = The report is approved.
done-report-corrected = Corrected. What was said before stays readable.
done-changed-link = The link of { $ward } has changed. Print a new poster.
# $copies (Number)
done-posters-printed = { $copies ->
    [one] Counted: 1 poster or card.
   *[other] Counted: { $copies } posters or cards.
} You will be told here when they have to be printed again.
done-posters-uncounted = { $copies ->
    [0] That count had been taken back already.
    [one] Taken back: 1 poster or card is not counted any more. Count again from the sheets that you have printed.
   *[other] Taken back: { $copies } posters or cards are not counted any more. Count again from the sheets that you have printed.
}
done-posters-replaced = Counted: the new ones of { $ward } are up.
done-posters-down = Counted: the posters and cards of { $ward } are down.
done-blocked-device = That device on { $ward } is blocked.
done-blocked-handset = The handset of { $person } is blocked and gets no more alerts.
done-escalated = Escalated. “What happened” says what that did.
done-sent = { $person } has been sent.
done-settings-set = Saved. It applies from now on, without a restart.
done-secret-set = Saved. Calls are signed with it from now on.
done-alert-key-made = The key is made. Handsets can turn alerts on.
done-policy-set = Saved. It applies from the next decision.

## After an import

done-import-undone = The last import was taken back.
done-heading-forgotten = Forgotten. The next file with that column asks again.
# Followed by a sentence of each list.
done-imported = Saved.
# $list: one of the lists below; $counts: 2 added and 1 changed
done-imported-list = { $list }: { $counts }.
done-tags = Tags
done-wards = Wards
done-links = Ways
done-overrides = Overrides
done-people = People
done-shifts = Shifts
# $count (Number)
done-added = { $count } added
# $count (Number)
done-changed = { $count } changed
# $count (Number)
done-removed = { $count } removed
