### Who is there, and who somebody is: for whoever sets the hospital up.

people-title = People
people-add = Add a person
people-back = Back to the people
people-find = Part of a name, a username, a ward, a zone or what they know
people-everyone = Everyone
people-cannot-sign-in = Only those who cannot sign in yet
people-nobody = No one.
people-many = Add or change many at once, from a file
people-signs-in-as = Signs in as
people-not-yet = Cannot sign in yet
people-ended = Account ended

## Who somebody is

people-name = Name
people-username = Username
people-username-hint = Leads, analysts and administrators sign in with it. Without spaces, such as r.sample.
people-does = What they do
people-responds = How they help
people-does-not-respond = They are not asked to help
people-responds-for-a-time = Only on the days that are given on their page
people-roles = They are also
people-lead = Lead
people-analyst = Analyst
people-administrator = Administrator
people-if-they-respond = If they help
people-tags = What they know
people-knows = Knows
people-place = Zone or ward
people-zone = Zone
people-zone-mode = Where they can be sent
people-zone-all = Anywhere
people-zone-preferred = Their zone first
people-zone-exclusive = Only their zone
people-home-ward = A super-user’s own ward
people-none = None
# Of a zone or ward that nobody is given any more.
people-ended-one = { $name } (ended)
people-phone = Telephone or bleep
people-phone-hint = Leads see it. Leave it empty if there is none.

## What is wrong

people-no-name = Enter their name
people-no-kind = Choose what they do
people-has-ended = Their account has ended. Open it again on their page first.

## Asked before somebody is added

people-is-here = { $person } is here already. Is it the same person?
people-another-person = No, this is another person
people-not-added-yet = Not added yet. Say whether it is the same person

## Changing somebody

people-change = Change who they are
people-change-of = Change { $name }

## What was done

people-done-added = { $name } was added. Let them in below.
people-done-changed = { $name } was changed.
people-ways-in = How they sign in
people-handset-code = On their own handset, with a code that works once, for 10 minutes. They choose a PIN with it.
people-make-code = Make a code for their handset
