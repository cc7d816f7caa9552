### Doctor: whether Elbow is well, for administrators.

doctor-title = Is Elbow well?
doctor-about = The same list as “elbow doctor” on the command line, as it is now.
doctor-at = Looked at { $time }.
doctor-serious = Mend now
doctor-serious-about = While this is so, help may not come, or somebody may get in.
doctor-minor = To look at
doctor-alarms = Alarms
doctor-alarms-about = What the standing check found, which looks every 10 seconds. The operations guide says what to do about each.
doctor-well = Well
doctor-nothing-wrong = Nothing is wrong.
doctor-in-a-shell = Only “elbow doctor” on the command line reads every page and every row of the database, says what was set aside and why, and asks whether the log still has a hash that was noted earlier.
doctor-look-again = Look again
