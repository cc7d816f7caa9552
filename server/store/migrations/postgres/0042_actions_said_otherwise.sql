-- A step of an action may say it otherwise (what, who and by when, all three), or that it is cancelled, and why. One that is cancelled is
-- closed, as one that is done: programs of the release before have it so.
alter table follow_up_step add column what text;
alter table follow_up_step add column owner text check ((owner is null) = (what is null));
alter table follow_up_step add column due_at bigint check ((due_at is null) = (what is null));
alter table follow_up_step add column cancelled_because text check (cancelled_because is null or done);

insert into schema_compatibility (step, back_to) values (42, 12);
