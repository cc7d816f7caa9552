### Set-up: sign-in codes, ward links and enrolled devices.

setup-title = Set-up
# Spoken after “Make a code”, “Change the link” or “Block device”.
setup-for = for { $whose }
setup-make-code = Make a code

## People

setup-people = People
setup-no-people = No one yet.
setup-name = Name
setup-roles = Roles
setup-handsets = Handsets
setup-sign-in-code = Sign-in code
setup-account-ended = account ended

## Wards

setup-wards = Wards
setup-no-wards = No wards yet.
setup-ward = Ward
setup-link = Link
setup-link-for-requests = Link for requests
setup-link-to = Link to { $ward }
setup-posters-of = Posters and cards of { $ward }
setup-no-link = The link cannot be read. Change it to get a new one.
setup-change-link = Change the link
setup-change-link-of = Change the link of { $ward }?
setup-posters-stop = Posters and bookmarks with the current link will stop working at once.
# $posters: such as “14 posters and 20 cards for lanyards”
setup-printed-stop = { $posters } of { $ward } will stop working at once, and bookmarks with the current link.
setup-new-poster = Open requests stay open. You will need to print a new poster and put it up.

## Devices

setup-devices = Devices
setup-no-devices = No devices yet.
setup-device = Device
setup-handset = Handset
setup-ward-device = Ward device
setup-set-up = Set up
setup-block = Block device
setup-block-on = Block this device on { $ward }?
setup-block-handset = Block the handset of { $name }?
setup-ward-must-sign-in = It can no longer be used to ask for help without signing in. The ward’s other devices keep working.
setup-signed-out-at-once = It will be signed out at once, and will get no more alerts.
setup-shift-will-end = { $name } is on shift and cannot be reached any other way, so their shift will end.
setup-job-goes-back = Elbow will look for someone else for their job { $code } at { $ward }, and tell the ward. The phone says so once more, if it gets alerts. If they do not have it, tell them yourself.

## A code

setup-for-handset = For { $name }’s handset
setup-for-ward = For a device on { $ward }
setup-scan = Scan this with the device’s camera, or open the address and type the code. It works once.
setup-qr = QR code with the address and the code
setup-code = Code
setup-address = Address
setup-expires-at = Expires at
setup-done = Done

## All lists

setup-find = Part of a name, a username or a ward’s code
