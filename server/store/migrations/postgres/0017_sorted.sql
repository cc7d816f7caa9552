-- What whoever asked says once their ticket is closed: a word of the program.
alter table ticket add column sorted text check (length(sorted) between 1 and 40);
create index ticket_not_sorted on ticket (closed_at, id) where sorted in ('partly', 'no');

alter table ticket_fact add column sorted text;

insert into schema_compatibility (step, back_to) values (17, 12);
