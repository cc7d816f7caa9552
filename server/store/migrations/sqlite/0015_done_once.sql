-- What a form has made, by its id: its browser may send it again by itself, and is answered as the first time.
alter table tap add column made text;

-- Requests for help that were taken back before they had arrived, by their keys: one that arrives later is not made. Kept for a day.
create table taken_back (
    request_key text not null primary key check (length(request_key) between 1 and 64),
    at integer not null
) strict, without rowid;

create index taken_back_at on taken_back (at);

insert into schema_compatibility (step, back_to) values (15, 12);
