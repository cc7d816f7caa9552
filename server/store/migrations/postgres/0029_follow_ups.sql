-- What is to be done, of a decision or by itself; and that it is done, or is not after all. Nothing of it is ever changed.
create table follow_up (
    number bigint not null primary key check (number > 0),
    decision bigint references logged_decision (number),
    what text not null,
    owner text not null,
    due_at bigint not null,
    made_at bigint not null,
    made_by uuid not null references person (id)
);

create index follow_up_of_decision on follow_up (decision) where decision is not null;

create table follow_up_step (
    follow_up bigint not null references follow_up (number),
    version bigint not null check (version > 0),
    done boolean not null,
    set_at bigint not null,
    set_by uuid not null references person (id),
    primary key (follow_up, version)
);

create function refuse_to_change_follow_ups() returns trigger language plpgsql as $$
begin
    raise exception 'the list of actions is append-only';
end
$$;

create trigger follow_up_is_never_changed before update or delete or truncate on follow_up
    for each statement execute function refuse_to_change_follow_ups();

create trigger follow_up_step_is_never_changed before update or delete or truncate on follow_up_step
    for each statement execute function refuse_to_change_follow_ups();

insert into schema_compatibility (step, back_to) values (29, 12);
