### Whether an alert about an offer arrived, as the rest of a sentence. $after: “at once”, or “after 3 s”.

arrival-at-once = at once
arrival-after = after { $seconds } s
# $opened: as $after
arrival-shown-and-opened = alert shown { $after }, opened { $opened }
arrival-shown = alert shown { $after }
arrival-alert-opened = alert opened { $after }
arrival-opened = opened { $after }
# $sending: what became of the alert
arrival-opened-without-alert = opened { $after }; { $sending }
arrival-not-confirmed = not confirmed ({ $sending })
# $why: what became of the alert, and of the call
arrival-not-reached = not reached: { $why }
arrival-no-alert = no alert

## What became of the alert

arrival-being-sent = alert being sent
arrival-sent = alert sent
arrival-no-handset = no handset with alerts on
arrival-off-shift = off shift
arrival-too-late = alert could not be sent in time
arrival-refused = alert refused by the push service
# $call: what became of the call
arrival-and-call = { $sending }, { $call }

## What became of the call

arrival-being-called = being called
arrival-called = called
arrival-no-second-channel = no second channel
arrival-no-number = no number to call
arrival-not-called-in-time = not called in time
arrival-call-refused = call refused by the gateway
