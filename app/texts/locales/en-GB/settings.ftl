### Settings: what an administrator sets on a page beside the configuration file.

settings-title = Settings
settings-about = What you set here is used instead of the configuration (the file, or what Elbow comes with), from the moment it is saved, without a restart. Pages that are open show it within an hour, or when they are next loaded.
settings-file-only = Only in the configuration file: who may come in (sign-in limits, sessions, networks, the token for figures), where Elbow listens, its database and key, and whether the gateway may stand in the hospital’s own network.
settings-see-changes = See what changes

## Groups

settings-trust = The trust
settings-alerts = Alerts
settings-calls = Calls
settings-limits = Limits
settings-reports = Reports and fallback packs
settings-go-live = The go-live

## Each setting. A hint says what it is for; what it does is said before it is saved

settings-trust-name = Name of the trust
settings-trust-name-hint = Shown at the top of every page.
settings-trust-name-does = Shown at the top of every page from its next load.
settings-trust-name-wrong = Enter the name of the trust in one line of up to 100 characters

settings-desk-phone = Number of the command centre
settings-desk-phone-hint = Shown whenever something does not work.
settings-desk-phone-does = Every page shows this number from its next load. Posters and cards with the old number are wrong from then on.
settings-emergency-phone = Number for a clinical emergency
settings-emergency-phone-hint = Never the number of your desk.
settings-emergency-phone-does = Every page shows this number from its next load, for clinical emergencies. Check it by ringing it.
settings-phone-wrong = Enter a telephone number of up to 40 characters, such as ext. 5000 or +44 161 496 0000

# $posters: such as “14 posters and 20 cards for lanyards”
settings-print-again = Print again: { $posters }.

settings-hospital-numbers = How the hospital writes its own numbers for patients
settings-hospital-numbers-hint = One pattern a line: # is a digit, @ a letter, everything else stands for itself, as in RX#######. A text with such a number is asked about before it is sent.
settings-hospital-numbers-does = A text with such a number is asked about before it is sent.
settings-hospital-numbers-does-nothing = No text is asked about any more because of a hospital number in it.
# $why: what is wrong with which pattern
settings-hospital-numbers-wrong = Change the patterns: { $why }

settings-contact = Contact for the push services
settings-contact-hint = Whom the makers of browsers may write to about our alerts: an e-mail address, or an https address. Without it no alerts are sent.
settings-contact-does = Alerts are sent with this contact from now on.
settings-contact-does-nothing = No alerts are sent until there is one.
settings-contact-wrong = Enter an e-mail address, such as elbow@trust.nhs.uk, or an https address

settings-gateway-url = Address of the gateway
settings-gateway-url-hint = Where calls go to people whom no alert reached. Leave it empty if the trust has no gateway.
settings-gateway-url-does = Calls go to this address from now on. Send a test call when it is saved.
settings-gateway-url-does-nothing = Nobody is called from now on.
settings-gateway-url-wrong = Enter an https address with a name, such as https://gateway.trust.nhs.uk/elbow
settings-gateway-url-no-secret = Set the secret of the gateway first, below
settings-command-centre = Under what the gateway reaches the command centre
settings-command-centre-hint = A bleep, for example. Leave it empty if the command centre is not to be called.
settings-command-centre-does = When nobody is on the way in time, the gateway, if there is one, calls the command centre under this.
settings-command-centre-does-nothing = The command centre is not called when nobody is on the way in time.
settings-command-centre-wrong = Use 30 characters or fewer

settings-waves = What a wave has otherwise
settings-waves-hint = One line a value: what the page of the wave says it is called, a full stop, desk_phone, emergency_phone, message or categories, an equals sign, and the value, as in wave-2.desk_phone = ext. 5002. Its wards read the numbers and the message; their jobs are closed with the categories. What is not said is as for all.
settings-waves-do = Pages of the wards of these waves show it from their next load. Posters and cards with an old number are wrong from then on.
# $why: what is wrong with which line
settings-waves-wrong = Change the lines: { $why }
# $wave: as it was typed; $known: wave-1 and wave-2
settings-no-such-wave = there is no wave { $wave }, only { $known }
# $category: as it was typed; $known: slugs
settings-no-such-category = there is no category { $category }, only { $known }
settings-one-number-of-wave = Wards of a wave would ring the command centre in a clinical emergency. Give the wave two numbers.

settings-per-device = Requests a minute from one ward computer
settings-per-device-hint = Above it the page says that the request was not sent, and which number to ring.
settings-per-ward = Requests a minute by the link of one ward
settings-per-ward-hint = The link is on posters: everyone on the ward uses it together.
settings-live-pages = Live pages open at once
settings-live-pages-hint = Of one person, one ward computer, or one request.
settings-limit-does = Counts from the next request or page.
# $most (Number)
settings-limit-wrong = Enter a whole number from 1 to { $most }

settings-huddles = Times of the huddle packs
settings-huddles-hint = When one is written each day, such as 07:30 13:00 19:30. Leave it empty for none.
settings-sitreps = Times of the sitreps
settings-sitreps-hint = When one is written each day, such as 08:00 20:00. Leave it empty for none.
settings-shift-changes = Changes of shift
settings-shift-changes-hint = When people come and go each day, such as 07:30 19:30. A fallback pack is made half an hour before. Leave it empty for none.
settings-times-do = The next one is written at the next of these times.
settings-times-do-nothing = None is written by itself any more.
# $why: what is wrong with which time
settings-times-wrong = Change the times: { $why }

## Where a value comes from

settings-from-file = From the configuration.
settings-set-by = Set by { $name }, { $time }.
settings-set-before = Set on this page.
settings-take-back = Use the configuration again: { $value }
settings-nothing = nothing
settings-not-set = the configuration
settings-same-value = The value stays the same. From now on the configuration decides it.

## Before it is saved

settings-back = Back to settings
settings-back-without = Back to settings, without these changes
settings-change-more = Change something else first
settings-what-changes = What would change
settings-no-change = These settings say the same as those in use: nothing would change.
settings-nothing-changed-yet = Nothing has changed yet.
settings-setting = Setting
settings-now = Now
settings-then = Then
settings-what-it-does = What it does
settings-use = Save these settings
settings-use-all-the-same = Save them all the same
settings-attention = Before you save
settings-alerts-would-stop = Alerts would stop: no push service takes them without a contact. Enter one
settings-one-number = The number for a clinical emergency must not be the number of the command centre. Change one of them
settings-numbers-pass = A text with a hospital number that is written in a way you take away would not be asked about any more. It could be kept with the request, and be read by everyone who sees it.
settings-nobody-is-called = Nobody would be called any more: people whom no alert reached would hear nothing, nor would the command centre.
settings-centre-not-called = The command centre would not be called any more when nobody is on the way. It would have to watch the board.
settings-too-few-of-device = A ward computer could send so few requests a minute that a busy ward would be turned away.
settings-too-few-of-ward = By the link of a ward so few requests a minute would be taken that a busy ward would be turned away.
settings-too-few-pages = Somebody with several windows would find that some of them do not follow what happens.
settings-told-otherwise = The question was another one. Read it again before you save.
settings-saved-meanwhile = { $name } saved other settings while you were editing. They are shown where you had changed nothing. Look at them, then save yours again if they are still right
settings-other-file = The configuration of the program has other values than when this form was opened. They are shown where you had changed nothing. Look at them, then save yours again if they are still right
settings-saved-meanwhile-by-someone = Other settings were saved while you were editing. They are shown where you had changed nothing. Look at them, then save yours again if they are still right

## The key that signs alerts

settings-alert-key = Key that signs alerts
settings-alert-key-none = There is none yet, so no handset can turn alerts on. It is made once, and sealed with the key of the server.
settings-alert-key-make = Make the key

## The secret of the gateway

settings-secret = Secret of the gateway
settings-secret-new = New secret
settings-secret-hint = 32 characters or more, the same as at the gateway. Calls are signed with it. Nobody can read it here again.
settings-secret-from-file = It is the one of the configuration.
settings-secret-none = There is none yet.
settings-secret-save = Save the secret
settings-secret-take-back = Use the secret of the configuration again
settings-secret-does = From the moment this is saved, calls are signed with the other secret. The gateway refuses them until it has the same one, and nobody is called until then.
settings-secret-sure = The gateway has the other secret, or gets it now
settings-secret-unsure = Tick that the gateway has the other secret, or gets it now
settings-secret-needed = The gateway would have no secret, and nobody could be called. Take its address away first
settings-secret-wrong = Enter 32 characters or more, without spaces at the beginning or end

## A test call

settings-test = Test call
settings-test-about = Sends one call that is about nobody, to see that the gateway takes it.
settings-test-no-gateway = There is no gateway, so nobody can be called.
settings-test-number = Bleep or number to call
settings-test-number-wrong = Enter a bleep or a number of up to 30 characters
settings-test-send = Send a test call
settings-test-took = { $name } sent a test call, { $time }. The gateway took it. Check that it arrives.
settings-test-not-taken = { $name } sent a test call, { $time }. The gateway did not take it.
settings-test-accepted = The gateway took the test call. Check that it arrives.
# $why: what the gateway answered
settings-test-refused = The gateway refused the test call: { $why }
settings-test-later = The gateway did not take the test call: { $why }
settings-test-gone = The address is unknown there

## History

settings-history = What was set before
settings-history-none = Nothing has been set here yet.
settings-history-earlier = There are older versions. Each version leads to the one before it.
settings-version-before = The version before
settings-version = Version { $version }, { $name }, { $time }
settings-in-version = Settings of version { $version }
settings-version-by = Set by { $name }, { $time }.
settings-value-then = In this version
settings-value-now = Now
settings-set-again = Set this again
settings-is-current = These are the settings in use.
