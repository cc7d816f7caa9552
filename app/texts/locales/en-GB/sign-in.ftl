### Signing in, and setting up a device.

sign-in-kept = You were signed out, so what you typed was not sent. It has been kept: sign in to send it.
