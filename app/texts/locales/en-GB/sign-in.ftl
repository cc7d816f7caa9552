### Ways in: setting up a device, and signing in.

## On a device that nobody has set up

sign-in-get-help = Get EPR help
sign-in-get-help-at-elbow = Get EPR help at your elbow
sign-in-poster = To ask for help, scan the code on the Elbow poster on your ward, type the letters and digits that it has for typing, or use the ward’s computer.
sign-in-no-poster = No poster near you? Ring the desk on { $phone }.
sign-in-have-code = If you have a code
sign-in-go-on = Continue
sign-in-who-gives-code = It is on your ward’s poster, or a lead has given it to you for a ward’s computer or for your handset.
sign-in-work-with-elbow = If you work with Elbow
sign-in-as-responder = Sign in as a responder
sign-in-as-staff = Sign in as a lead, analyst or administrator
sign-in-not-set-up = This handset is not set up yet. Ask a lead, or ring the desk on { $phone }, for a code.
sign-in-scan = Open the camera and scan the code that they show you, or type it here.

## A code

sign-in-set-up = Set up this device
sign-in-code-works-once = A code works once, for 10 minutes. Ask a lead for another if yours has run out.
sign-in-code = Code
sign-in-code-hint = 8 letters and digits, for example K7P3 QX9M
sign-in-home-screen = On an iPhone or iPad, first tap Share, then “Add to Home Screen”. Open Elbow from there and type the code: it can only alert you from the Home Screen, and setting it up in the browser does not count. The code works once.
sign-in-code-gone = This code does not work. It may have been used, or be more than 10 minutes old. Ask for a new one.
sign-in-no-code = Enter the code, 8 letters and digits
sign-in-too-many-codes = There were too many wrong codes from here. Try again after { $time }.

## A PIN

sign-in-enter-pin = Enter your PIN
sign-in-pin = PIN
sign-in-choose-pin = Choose a PIN
sign-in-pin-hint = 6 digits that no one can guess. You use it to sign in on this handset.
sign-in-new-pin = New PIN
sign-in-new-pin-again = New PIN again
sign-in-save-pin = Save PIN and sign in
sign-in-pin-forgotten = Forgotten it, or not your handset? Ask a lead for a new code.
sign-in-signed-out-off-shift = You are signed out and off shift.
sign-in-signed-out-on-break = You are signed out, and on a break.
sign-in-signed-out-on-shift = You are signed out, but still on shift. Sign in, so that you can be asked.
sign-in-pin-not-whole = Enter all 6 digits of your PIN
# $left (Number): 1 or 2
sign-in-pin-wrong-left = { $left ->
    [one] That is not your PIN. { $left } try left.
   *[other] That is not your PIN. { $left } tries left.
}
sign-in-pin-wrong = That is not your PIN. Try again.
# $tries (Number)
sign-in-pin-too-many = There were { $tries } wrong tries. Ask the desk for a new code, or try again after { $time }.
sign-in-pin-not-digits = Enter a PIN of 6 digits, 0 to 9
sign-in-pin-easy = Choose a PIN that is harder to guess: not a date, a run such as 123456, or a pattern that repeats
sign-in-pins-differ = The two PINs are not the same

## Leads, analysts and administrators

sign-in-now = Sign in
sign-in-for-staff = For leads, analysts and administrators.
sign-in-username = Username
sign-in-password = Password
sign-in-password-forgotten = Forgotten your password? Ask an administrator for a link to set a new one.
sign-in-i-am-responder = I am a responder
sign-in-no-username = Enter your username
sign-in-no-password = Enter your password
# $tries (Number)
sign-in-wrong = The username or password is not right. After { $tries } wrong tries you have to wait 10 minutes.
sign-in-too-many = There were too many wrong tries. Try again after { $time }. On a browser where you have signed in before, you can try now.

## What else may be in the way

sign-in-no-cookies = This browser does not keep cookies for Elbow, so it forgets at once who you are. Allow cookies for this site in the browser’s settings, or use another browser. Then open this page again.
sign-in-end-shift-first = End your shift first, then give the handset back.

## What was typed before signing in

sign-in-kept = You were signed out, so what you typed was not sent. It has been kept: sign in to send it.
sign-in-send-it = Send it now?
sign-in-not-sent = You were signed out before this was sent. Nothing has been sent yet.
sign-in-send-now = Send it now
sign-in-do-not-send = Do not send it
