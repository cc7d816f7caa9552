-- Taps that have been answered, so that one that is sent again is answered as it was the first time. A key is made by a
-- handset at the tap. Kept for a day.
create table tap (
    person blob not null references person (id),
    key text not null check (length(key) between 1 and 64),
    at integer not null,
    -- Why it was refused, as it was said; null if it was done.
    refused text,
    primary key (person, key)
) strict, without rowid;

create index tap_at on tap (at);
