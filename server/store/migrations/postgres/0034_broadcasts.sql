-- What the command centre said to many, about what, and on which wards it is read. It is never said otherwise afterwards.
create table broadcast (
    id uuid not null primary key,
    known_issue uuid not null references known_issue (id),
    text text not null,
    next_word_at bigint,
    wards text not null,
    said_at bigint not null,
    said_by uuid not null references person (id),
    alerted bigint not null check (alerted >= 0)
);

create index broadcast_said on broadcast (said_at);
create index broadcast_of_issue on broadcast (known_issue, said_at);

create function refuse_to_change_what_was_said() returns trigger language plpgsql as $$
begin
    raise exception 'what was said is append-only';
end
$$;

create trigger broadcast_is_never_changed before update or delete or truncate on broadcast
    for each statement execute function refuse_to_change_what_was_said();

insert into schema_compatibility (step, back_to) values (34, 12);
