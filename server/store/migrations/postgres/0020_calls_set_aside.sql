-- As of alerts: how often the program ended while it had a call in hand, and why it was given up if that was our own fault.
alter table call add column lost bigint not null default 0 check (lost >= 0);
alter table call add column set_aside text;

create index call_set_aside on call (finished_at) where set_aside is not null;

-- One program at a time makes calls.
insert into lease (work, number, ends_at) values ('calls', 0, 0);

insert into schema_compatibility (step, back_to) values (20, 12);
