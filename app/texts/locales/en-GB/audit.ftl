### The audit: who did what, apart from the steps of requests.

audit-title = Audit
audit-about = Who signed in, what was changed, what was exported and what was refused, latest first. What happened to a request is on its own page.

## What to look at

audit-filter = Filter the audit
audit-person = Person
audit-all-kinds = All but shifts and places
audit-first-day = First day
audit-last-day = Last day
audit-date-hint = Such as 20/11/2026
audit-show = Show
audit-nothing = Nothing was recorded on these days.
audit-when = When
audit-who = Who
audit-what = What
audit-log-number = Log number

## Kinds that can be chosen

audit-kind-signed-in = Signed in
audit-kind-signed-out = Signed out
audit-kind-session-ended = Sign-in ended
audit-kind-sign-in-failed = Wrong PIN or password
audit-kind-unknown-username = Unknown username
audit-kind-wrong-code = Wrong code
audit-kind-refused = Refused
audit-kind-exported = Data exported
audit-kind-imported = Import
audit-kind-import-undone = Import taken back
audit-kind-import-heading-said = Column of imports explained
audit-kind-import-heading-forgotten = Column of imports forgotten
audit-kind-person-set-up = Person set up
audit-kind-password-set = New password
audit-kind-password-link-made = Link for a password made
audit-kind-role-granted = Role given
audit-kind-role-ended = Role ended
audit-kind-account-ended = Account ended
audit-kind-account-opened = Account opened again
audit-kind-code-made = Code made
audit-kind-device-enrolled = Device set up
audit-kind-device-revoked = Device blocked
audit-kind-device-handed-back = Handset given back
audit-kind-ward-link-rotated = Ward link changed
audit-kind-posters-printed = Posters printed
audit-kind-posters-taken-down = Posters taken down
audit-kind-posters-uncounted = Counts of posters taken back
audit-kind-policy-set = Policy changed
audit-kind-settings-set = Settings changed
audit-kind-call-tested = Test call sent
audit-kind-entry-added = Added to a list
audit-kind-entry-changed = Changed in a list
audit-kind-entry-ended = Ended in a list
audit-kind-entry-opened = Opened again in a list
audit-kind-alert-key-added = Key for alerts added
audit-kind-alert-key-retired = Key for alerts retired
audit-kind-drill-started = Drill
audit-kind-decision-logged = Decision logged
audit-kind-decision-corrected = Decision corrected
audit-kind-follow-up-added = Action added
audit-kind-follow-up-done = Action done
audit-kind-follow-up-reopened = Action open again
audit-kind-follow-up-changed = Action changed
audit-kind-follow-up-cancelled = Action cancelled
audit-kind-surge-judged = Surge answered
audit-kind-wall-added = Wall screen added
audit-kind-wall-revoked = Wall screen taken back
audit-kind-wave-added = Wave added
audit-kind-wave-renamed = Wave renamed
audit-kind-cutover-moved = Cutover moved
audit-kind-wards-joined-wave = Wards put into a wave
audit-kind-ward-left-wave = Ward taken out of a wave
audit-kind-wave-phase-set = Phase of a wave set
audit-kind-report-written = Report written
audit-kind-report-approved = Report approved
audit-kind-report-corrected = Report corrected
audit-kind-pack-made = Fallback pack made
audit-kind-slips-unused = Slips of paper came back empty
audit-kind-slips-unused-undone = Slips of paper may not be empty
audit-kind-duty-changed = Shift or break
audit-kind-place-changed = Place
audit-kind-everything = Everything

## Who did it

audit-elbow = Elbow
audit-command-line = Command line
audit-command-line-user = Command line (system user { $number })
audit-somebody-at = Someone at { $address }
audit-many-addresses = Someone, from many addresses

## What they did: sentences without their subject

# In place of a name that is not known.
audit-somebody = someone
audit-signed-in-password = Signed in with a password
audit-signed-in-pin = Signed in with a PIN on their handset
audit-signed-in-code = Signed in with a code on a new handset
audit-signed-in = Signed in: { $name }
audit-signed-out = Signed out
audit-ended-by-signing-in = Signed in again in the same browser, which ended the sign-in before
audit-ended-by-new-pin = Chose a new PIN, which ended a sign-in
audit-ended-by-new-password = Ended a sign-in of { $name }, who has a new password
audit-ended-by-handing-back = Gave a handset back, which ended a sign-in
audit-ended-by-blocking = Blocked a device, which ended a sign-in of { $name }
audit-ended-with-account = Ended the account of { $name }, and with it a sign-in
audit-ended-own = Ended a sign-in of their own from another browser
audit-ended-other = Ended a sign-in of { $name }
audit-wrong-pin = { $count ->
    [one] Wrong PIN or password for { $name }, once
   *[other] Wrong PIN or password for { $name }, { $count } times within 10 minutes
}
audit-unknown-usernames = { $count ->
    [one] Tried unknown usernames, once
   *[other] Tried unknown usernames, { $count } times within 10 minutes
}
audit-invalid-codes = { $count ->
    [one] Tried invalid codes, once
   *[other] Tried invalid codes, { $count } times within 10 minutes
}
# $method and $route: such as “POST /admin/policy”
audit-refused = { $count ->
    [one] Was refused { $method } { $route }, once
   *[other] Was refused { $method } { $route }, { $count } times within 10 minutes
}
audit-refused-page = { $count ->
    [one] Was refused a page, once
   *[other] Was refused a page, { $count } times within 10 minutes
}
audit-exported-rows = Exported { $file } ({ $rows ->
    [one] 1 row
   *[other] { $rows } rows
})
audit-exported = Exported { $file }
# $lists: one or more of the next, parted by semicolons
audit-imported = Imported { $lists }
audit-import-undone = Took an import back. It had imported { $lists }
# $name: a column as a file has it, such as “unit”
# $list: such as wards
# $column: which of Elbow’s columns it is
audit-heading-said = Said that the column “{ $name }” of { $list } is { $column }
audit-heading-left-out = Said that the column “{ $name }” of { $list } is left out
audit-heading-forgotten = Forgot what was said of the column “{ $name }” of { $list }
audit-imported-list = { $list }: { $added } added, { $changed } changed, { $removed } removed
audit-set-up-no-role = Set up { $name }: no role
audit-set-up = Set up { $name }: { $roles }
audit-gave-role = Gave { $name } the role { $role }
audit-gave-role-from = Gave { $name } the role { $role } from { $from }
audit-gave-role-until = Gave { $name } the role { $role } until { $until }
audit-gave-role-from-until = Gave { $name } the role { $role } from { $from } until { $until }
audit-ended-role = Ended the role { $role } of { $name }
audit-new-password = Gave { $name } a new password
audit-own-password = Changed their password
audit-password-by-link = Set a password with a link
audit-password-link = Made a link for { $name } to set a password
audit-first-link = Made a link for the first administrator
audit-ended-account = Ended the account of { $name }
audit-opened-account = Opened the account of { $name } again
audit-code-for-ward = Made a code for a device on { $ward }
audit-code-for-handset = Made a code for a handset of { $name }
audit-device-on-ward = A device was set up on { $ward }
audit-handset-set-up = A handset was set up for { $name }
audit-device-set-up = A device was set up
audit-blocked-on-ward = Blocked a device on { $ward }
audit-blocked-handset = Blocked the handset of { $name }
audit-blocked-device = Blocked a device
audit-gave-handset-back = Gave a handset back
audit-changed-link = Changed the link of { $ward }
# $copies: such as “14 posters”
audit-printed-of-ward = Printed { $copies } of { $ward }
# $copies: the same
# $wards (Number)
audit-printed = Printed { $copies } of { $wards } wards
# $copies: 14 posters
audit-uncounted = Took back the count of { $copies }
audit-taken-down = { $copies ->
    [one] Took down 1 poster or card of { $ward }
   *[other] Took down { $copies } posters and cards of { $ward }
}
# $what: one of those below
audit-entry-added = Added { $what }
# $fields: one or more of the next, parted by commas; in old entries Name, Phone
audit-entry-changed = Changed { $what }: { $fields }
# $from, $to: such as “4512”, or nothing
audit-from-to = { $field } from { $from } to { $to }
audit-entry-ended = Ended { $what }
audit-entry-opened = Opened { $what } again
audit-the-ward = the ward { $name }
audit-the-zone = the zone { $name }
audit-the-tag = the tag { $name }
audit-the-category = the category { $name }
audit-the-way = the way between { $one } and { $other }
audit-set-policy = Set policy version { $version }
audit-set-policy-as-decided = Set policy version { $version }, as { $name } decided
# $keys: what changed, as in the configuration file, parted by commas
audit-set-settings = Set settings version { $version }: { $keys }
audit-tested-call = Sent a test call, which the gateway took
audit-tested-call-in-vain = Sent a test call, which the gateway did not take
audit-key-added = Added a key that signs alerts
audit-key-retired = Retired a key that signs alerts
audit-drill-started = Started a communications drill
audit-now-on-shift = Now on shift: { $name }
audit-now-on-break = Now on a break: { $name }
audit-now-off-shift = Now off shift: { $name }
audit-is-at = Is at { $ward }
audit-any-zone = Goes to any zone
audit-own-zone-first = Goes to their own zone first
audit-own-zone-only = Stays in their own zone
# $shift: 20 Nov, 07:30 to 15:30
audit-added-shift = Added a shift of { $name }: { $shift }
audit-changed-shift = Changed a shift of { $name }, which is now { $shift }
audit-changed-shift-that-was = Changed a shift of { $name } that was { $was } and is now { $shift }
audit-removed-shift = Removed the shift of { $name }: { $shift }
audit-alerts-on = Switched alerts on
audit-alerts-tested = Answered a test alert
audit-alerts-gone = The handset of { $name } takes no more alerts
audit-issue-added = Added a known issue
audit-issue-changed = Changed a known issue
audit-issue-ended = Ended a known issue
audit-word-sent = { $alerted ->
    [0] Sent word about a known issue to wards
    [one] Sent word about a known issue to wards, and to { $alerted } responder
   *[other] Sent word about a known issue to wards, and to { $alerted } responders
}
audit-issue-reopened = Opened a known issue again
# $number (Number)
audit-decision-logged = Logged decision { $number }
# $number (Number)
audit-decision-corrected = Corrected decision { $number }
# $number (Number)
audit-follow-up-added = Added action { $number }
# $number (Number)
# $decision (Number)
audit-follow-up-added-to = Added action { $number } to decision { $decision }
# $number (Number)
audit-follow-up-done = Said that action { $number } is done
# $number (Number)
audit-follow-up-reopened = Opened action { $number } again
# $number (Number)
audit-follow-up-changed = Changed action { $number }
# $number (Number)
audit-follow-up-cancelled = Cancelled action { $number }
audit-wall-added = Made a link for a wall screen
audit-wall-revoked = Took the link of a wall screen back
# $wave: Wave 1; $time: 20 Nov 2026, 10:42
audit-wave-added = Added { $wave } with its cutover on { $time }
# $from: Wave 1; $to: Wave 1 North
audit-wave-renamed = Renamed the wave { $from } to { $to }
# $wave: Wave 1
audit-wave-renamed-once = Gave { $wave } another name
# $wave: Wave 1; $from: 20 Nov 2026, 10:42; $to: the same
audit-cutover-moved = Moved the cutover of { $wave } from { $from } to { $to }
# $wave: Wave 1; $time: 20 Nov 2026, 10:42
audit-wards-joined-wave = Put { $wards } into { $wave }, from { $time }
# $wave: Wave 1; $time: 20 Nov 2026, 10:42
audit-ward-left-wave = Took { $ward } out of { $wave }, from { $time }
# $wave: Wave 1; $phase: Hypercare; $decision (Number)
audit-wave-phase-set = Set the phase of { $wave } to { $phase }, by decision { $decision }
audit-surge-found = Noticed more requests than usual
audit-surge-real = Said that a surge is real
audit-surge-issue = Said which known issue a surge is
audit-surge-nothing = Said that a surge is nothing
# $number (Number)
audit-report-written = Wrote report { $number }
# $number (Number)
audit-report-approved = Approved report { $number }
# $number (Number)
audit-report-corrected = Corrected what is said with report { $number }
# $number (Number)
audit-pack-made = Made fallback pack { $number }
# $count (Number)
audit-slips-unused = { $count ->
    [one] Said that 1 slip of paper came back empty
   *[other] Said that { $count } slips of paper came back empty
}
audit-slips-unused-undone = { $count ->
    [one] Took back that 1 slip of paper came back empty
   *[other] Took back that { $count } slips of paper came back empty
}

## Whose

audit-who-hint = Part of a name or a username. Leave it empty for everyone.
audit-which = Which person
audit-choose = Choose who it is
audit-nobody = No one is called that. Check the spelling, or type less of the name
audit-several = More than one person is called that. Choose who it is
audit-too-many = { $count } people are called that, too many to choose from. Type more of the name
