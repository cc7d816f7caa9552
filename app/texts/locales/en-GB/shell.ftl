### What stands around every page.

shell-title = { $title } – Elbow
shell-title-with-errors = Error: { $title } – Elbow
shell-skip = Skip to main content
shell-demo = Demonstration – everyone here is invented
shell-elbow = Elbow

## Navigation

# Spoken before the navigation.
shell-menu = Menu
shell-my-jobs = My jobs
shell-board = Board
shell-ask-for-ward = Log a request for a ward
shell-known-issues = Known issues
shell-gold = Go-live
shell-decisions = Decisions
shell-reports = Reports
shell-packs = Fallback pack
shell-insight = Insight
shell-rehearse = Rehearse
shell-setup = Set-up
shell-hospital = Hospital
shell-sign-out = Sign out

## Whom to ring

shell-ring-desk = Ring the desk: { $phone }
shell-emergency = This is computer help. In a clinical emergency ring { $phone }.
