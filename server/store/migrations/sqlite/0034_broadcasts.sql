-- What the command centre said to many, about what, and on which wards it is read. It is never said otherwise afterwards.
create table broadcast (
    id blob not null primary key check (length(id) = 16),
    known_issue blob not null references known_issue (id),
    text text not null,
    next_word_at integer,
    wards text not null,
    said_at integer not null,
    said_by blob not null references person (id),
    alerted integer not null check (alerted >= 0)
) strict;

create index broadcast_said on broadcast (said_at);
create index broadcast_of_issue on broadcast (known_issue, said_at);

create trigger broadcast_is_never_changed before update on broadcast
begin
    select raise(abort, 'what was said is append-only');
end;

create trigger broadcast_is_never_deleted before delete on broadcast
begin
    select raise(abort, 'what was said is append-only');
end;

-- "Insert or replace" would take a row away without a trigger on delete, on a connection that does not ask for those.
create trigger broadcast_is_never_replaced before insert on broadcast
when exists (select 1 from broadcast where id = new.id)
begin
    select raise(abort, 'what was said is append-only');
end;

insert into schema_compatibility (step, back_to) values (34, 12);
