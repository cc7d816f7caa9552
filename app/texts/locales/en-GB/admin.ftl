### The hospital: what is known of it, and setting it up from files.

admin-title = Hospital
admin-data = Hospital data
admin-list = List
admin-entries = Entries
admin-what-for = What it is for
admin-as-csv = As CSV
admin-start-from-template = Start from a template
admin-template = Template
# Spoken after “Template”.
admin-of-file = of { $file }
admin-to-entries = Add, change or end one:
admin-to-policy = Policy: who is asked, how, and how long before a request escalates
admin-to-settings = Settings: the trust’s name, numbers to ring, alerts, calls and limits
admin-to-audit = Audit: who signed in, changed something or exported data
admin-to-walks = Walking times learned from arrivals

## The lists, and what they are for

admin-tags = Tags
admin-tags-about = What people ask about, and what responders know.
admin-wards = Wards
admin-wards-about = Where help is asked from, and where that is.
admin-overrides = Measured walking times
admin-overrides-about = Timed walks. These override estimates.
admin-people = People
admin-people-about = Responders and staff.
admin-shifts = Shifts
admin-shifts-about = Who is expected when. Responders start their own shift.
admin-walks = Walking times
admin-walks-about = How long walks took, from accepting to arriving, in seconds, over 90 days. The more walks there are, the closer the time used is to the one observed. It stays between half and three times the estimate. Timed walks do not change.
admin-walks-between = Between
admin-walks-estimate = Estimate
admin-walks-observed = Observed (median)
admin-walks-walks = Walks
admin-walks-used = Used
admin-nothing-yet = Nothing yet.

## Import

admin-import = Import
admin-files = Files
admin-files-hint = Excel workbooks (.xlsx) or CSV files. The name of each file, or of each sheet of a workbook, begins with wards, links, overrides, tags, people or shifts. At most { $megabytes } MB. You will see what will change before anything is saved.
admin-check = Check the files
admin-choose-file = Choose at least one file
admin-files-too-large = The files are larger than { $megabytes } MB together. Upload fewer at once, or look for columns, sheets and pictures that are not needed.
admin-too-many-files = Choose at most { $files } files
admin-files-gone = These files are no longer here: they were saved, replaced by others, kept for half an hour, or Elbow was started again since. Upload them again if they are not saved.
# The name of a column.
admin-person = Person
admin-undo-import = Take back the import of { $time }
# $count (Number)
admin-to-import-headings = Columns that Elbow recognises by another name ({ $count })

## A list

admin-find = Part of a name, a username or a code
