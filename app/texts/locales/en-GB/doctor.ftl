### Doctor: whether Elbow is well, for administrators.

doctor-title = Is Elbow well?
doctor-about = What Elbow finds wrong with itself at the moment.
doctor-at = Looked at { $time }.
doctor-serious = Mend now
doctor-serious-about = While this is so, help may not come, or somebody may get in.
doctor-minor = When there is time
doctor-alarms = Alarms
doctor-alarms-about = Elbow looks every 10 seconds. Whoever runs its server finds in the operations guide what to do about each.
doctor-well = Well
doctor-nothing-wrong = Nothing is wrong.
doctor-in-a-shell = There is a longer check, which reads everything that Elbow has kept. Whoever runs its server starts it there with the command “elbow doctor”.
doctor-look-again = Look again
