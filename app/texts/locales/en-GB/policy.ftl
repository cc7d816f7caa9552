### The policy of dispatch: read it, change it, see who changed it.

policy-title = Policy
policy-about = How requests are offered, to whom first, and how long before they escalate. A change applies from the next decision, for everyone.
# $rehearse: “Rehearse”, a link
policy-shows-waits = { $rehearse } shows what the policy in use does to people’s waits.
policy-rehearse = Rehearse
policy-default = The default policy is in use.
policy-in-use = Version { $version } is in use, set by { $name }, { $time }.
policy-hint = TOML: a key, an equals sign, a value. What you leave out keeps its default.
policy-see-changes = See what it changes
policy-every-key = Every key with its default
policy-version = Version { $version }, { $name }, { $time }
policy-saved-meanwhile = Version { $version } was saved while you were editing. Look at it below, then save yours again if it is still right

## Before it is used

policy-back = Back to the policy
policy-what-changes = What this policy would change
policy-no-change = This policy says the same as the one in use: nothing would change.
policy-nothing-changed-yet = Nothing has changed yet. If you use this policy, it applies from the next decision, for everyone.
policy-use = Use this policy
policy-key = Key
policy-now = Now
policy-with-this = With this policy
