-- What is to be done, of a decision or by itself; and that it is done, or is not after all. Nothing of it is ever changed.
create table follow_up (
    number integer not null primary key check (number > 0),
    decision integer references logged_decision (number),
    what text not null,
    owner text not null,
    due_at integer not null,
    made_at integer not null,
    made_by blob not null references person (id)
) strict;

create index follow_up_of_decision on follow_up (decision) where decision is not null;

create table follow_up_step (
    follow_up integer not null references follow_up (number),
    version integer not null check (version > 0),
    done integer not null check (done in (0, 1)),
    set_at integer not null,
    set_by blob not null references person (id),
    primary key (follow_up, version)
) strict;

create trigger follow_up_is_never_changed before update on follow_up
begin
    select raise(abort, 'the list of actions is append-only');
end;

create trigger follow_up_is_never_deleted before delete on follow_up
begin
    select raise(abort, 'the list of actions is append-only');
end;

create trigger follow_up_step_is_never_changed before update on follow_up_step
begin
    select raise(abort, 'the list of actions is append-only');
end;

create trigger follow_up_step_is_never_deleted before delete on follow_up_step
begin
    select raise(abort, 'the list of actions is append-only');
end;

-- "Insert or replace" would take a row away without a trigger on delete, on a connection that does not ask for those.
create trigger follow_up_is_never_replaced before insert on follow_up
when exists (select 1 from follow_up where number = new.number)
begin
    select raise(abort, 'the list of actions is append-only');
end;

create trigger follow_up_step_is_never_replaced before insert on follow_up_step
when exists (select 1 from follow_up_step where follow_up = new.follow_up and version = new.version)
begin
    select raise(abort, 'the list of actions is append-only');
end;

insert into schema_compatibility (step, back_to) values (29, 12);
