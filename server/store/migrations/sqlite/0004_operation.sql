-- How often a worker fell silent with this alert in hand: it is not given out for ever.
alter table alert add column lost integer not null default 0 check (lost >= 0);

-- Alerts that could not be sent through a fault of our own; their outcome is 'refused'.
create table alert_set_aside (
    alert integer not null primary key references alert (id),
    at integer not null,
    why text not null
) strict;

create index alert_set_aside_at on alert_set_aside (at);
