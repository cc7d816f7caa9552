-- Words that may grow are words of the program: here a check is on their shape. SQLite changes no check in place, so
-- the text of the tables is edited, as its documentation describes for taking a constraint away; rows are not touched.
-- The columns come first: they also tell other connections that the schema is another.

-- SHA-256 over the hash before and all rows since; null in rows of programs that did not know it.
alter table event add column hash blob check (hash is null or length(hash) = 32);

-- Whom a call is for where that is neither a person here nor the command centre.
alter table call add column recipient text
    check (recipient is null or person is null and length(recipient) between 1 and 200);

-- What a code is for; null for what it always was, a ward's device or a handset.
alter table enrolment_code add column purpose text
    check (purpose is null or purpose glob '[a-z]*' and purpose not glob '*[^a-z0-9_]*' and length(purpose) <= 40);

-- What lists show of a session instead of its token.
alter table sign_in add column id blob check (id is null or length(id) = 16);
alter table sign_in add column label text check (label is null or length(label) <= 100);
alter table sign_in add column through text
    check (through is null or through glob '[a-z]*' and through not glob '*[^a-z0-9_]*' and length(through) <= 40);
alter table sign_in add column end_reason text
    check (end_reason is null
        or end_reason glob '[a-z]*' and end_reason not glob '*[^a-z0-9_]*' and length(end_reason) <= 40);

alter table person add column ended_at integer;

-- The rotation of the ward's link that it was asked by; null if it was not by link.
alter table ticket add column link_rotation integer check (link_rotation is null or link_rotation >= 0);

pragma writable_schema = on;

update sqlite_schema
set sql = replace(replace(replace(sql,
        'check (subject in (''ticket'', ''person'', ''device''))',
        'check (subject glob ''[a-z]*'' and subject not glob ''*[^a-z0-9_]*'' and length(subject) <= 40)'),
        'check (actor in (''requester'', ''responder'', ''lead'', ''engine''))',
        'check (actor glob ''[a-z]*'' and actor not glob ''*[^a-z0-9_]*'' and length(actor) <= 40)'),
        'check ((actor_id is not null) = (actor in (''responder'', ''lead'')))',
        'check (kind glob ''[a-z]*'' and kind not glob ''*[^a-z0-9_]*'' and length(kind) <= 40)')
where type = 'table' and name = 'event';

update sqlite_schema
set sql = replace(sql,
        'check (kind in (''offer'', ''taken'', ''assigned'', ''withdrawn'', ''nudge'', ''test'', ''drill''))',
        'check (kind glob ''[a-z]*'' and kind not glob ''*[^a-z0-9_]*'' and length(kind) <= 40)')
where type = 'table' and name = 'alert';

update sqlite_schema
set sql = replace(replace(replace(sql,
        'check (kind in (''offer'', ''command_centre''))',
        'check (kind glob ''[a-z]*'' and kind not glob ''*[^a-z0-9_]*'' and length(kind) <= 40)'),
        'ticket blob not null references ticket (id)',
        'ticket blob references ticket (id)'),
        'check ((person is not null) = (kind = ''offer''))',
        'check (person is not null or kind <> ''offer'')')
where type = 'table' and name = 'call';

update sqlite_schema
set sql = replace(sql,
        'check ((ward is null) <> (person is null))',
        'check (ward is null or person is null)')
where type = 'table' and name = 'enrolment_code';

-- Older readers of the file take null for false.
update sqlite_schema
set sql = replace(sql,
        'shortfall text check (json_valid(shortfall))',
        'shortfall text check (shortfall is null or json_valid(shortfall))')
where type = 'table' and name = 'ticket';

pragma writable_schema = reset;

-- "Insert or replace" would take a row away without a trigger on delete, on a connection that does not ask for those.
create trigger event_is_never_replaced before insert on event
when exists (select 1 from event where sequence = new.sequence)
begin
    select raise(abort, 'the event log is append-only');
end;

update sign_in set id = randomblob(16);

-- Also for a program that knows of no id.
create trigger sign_in_has_an_id after insert on sign_in when new.id is null
begin
    update sign_in set id = randomblob(16) where token = new.token;
end;

create unique index sign_in_id on sign_in (id) where id is not null;
