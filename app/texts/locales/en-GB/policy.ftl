### The policy of dispatch: read it, change it, see who changed it.

policy-title = Policy
policy-about = These rules say who is asked first, how far Elbow looks for someone, and how long no one may answer before more people are asked. A change counts at once, for everyone.
# $rehearse: “Rehearse”, a link
policy-shows-waits = { $rehearse } shows what the policy in use does to people’s waits.
policy-rehearse = Rehearse
policy-default = The rules that Elbow comes with are in use.
policy-in-use = Version { $version } is in use, set by { $name }, { $time }.
policy-hint = Only what differs from the rules that Elbow comes with: one rule a line, its name, an equals sign, its value. Most hospitals need nothing here.
policy-waves = A wave of the go-live may have its own offer_lifetime_seconds, parallel_offers, live_offers_at_most and ladder, under a line such as [wave.wave-2]. Its page says what it is called here. Tickets that are open go by a change at once, as by any other.
policy-see-changes = See what it changes
policy-every-key = Every rule, as Elbow comes with it
policy-version = Version { $version }, { $name }, { $time }
policy-saved-meanwhile = Version { $version } was saved while you were editing. Look at it below, then save yours again if it is still right

## Before it is used

policy-back = Back to the policy
policy-what-changes = What this policy would change
policy-no-change = This policy says the same as the one in use: nothing would change.
policy-nothing-changed-yet = Nothing has changed yet. If you use this policy, it counts at once, for everyone.
policy-use = Use this policy
policy-key = Rule
policy-now = Now
policy-with-this = With this policy
