-- How often a worker fell silent with this alert in hand: it is not given out for ever.
alter table alert add column lost bigint not null default 0 check (lost >= 0);

-- Alerts that could not be sent through a fault of our own; their outcome is 'refused'.
create table alert_set_aside (
    alert bigint not null primary key references alert (id),
    at bigint not null,
    why text not null
);

create index alert_set_aside_at on alert_set_aside (at);
