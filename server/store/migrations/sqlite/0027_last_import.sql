-- What the last import, which is an event of the log, added, and what it changed from what, so that it can be taken back; null if
-- that was too much to keep.
create table last_import (
    id integer primary key check (id = 1),
    event integer not null references event (sequence),
    steps text
) strict;

-- How a file called the column, and who has said what it is, when; null where an older program kept it. At the command line it is
-- nobody.
alter table import_heading add column name text;
alter table import_heading add column said_at integer;
alter table import_heading add column said_by blob references person (id);

insert into schema_compatibility (step, back_to) values (27, 12);
