### Tickets of any hour, as leads look for them.

tickets-title = All tickets
tickets-search = Find tickets
tickets-find = Ticket code, ward or person
tickets-find-hint = A person is anyone who was asked, came or closed it
tickets-none = No tickets in this time.
# A code is looked for among all tickets there ever were.
tickets-by-code = Found by its code, whatever the dates say.
tickets-which = Which one do you mean?
# $tag: as it was asked for
tickets-no-such-topic = There is no topic “{ $tag }”. Choose one from the list
tickets-no-such-wave = There is no such wave. Choose one from the list
# $state: as it was asked for
tickets-no-such-state = There is no state “{ $state }”. Choose one from the list
tickets-nobody = No ticket, ward or person is called that
tickets-too-many = Too many wards and people are called that: type more of the name

## States

tickets-open = Open
tickets-closed = Closed
tickets-cancelled = Cancelled
tickets-handed-off = Handed off
tickets-reopened = Reopened
tickets-escalated = Escalated
tickets-declined = Declined by someone
