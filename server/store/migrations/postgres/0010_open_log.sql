-- Words that may grow are words of the program: here a check is on their shape.
alter table event drop constraint event_subject_check;
alter table event add constraint event_subject_check check (subject ~ '^[a-z][a-z0-9_]{0,39}$');
alter table event drop constraint event_actor_check;
alter table event add constraint event_actor_check check (actor ~ '^[a-z][a-z0-9_]{0,39}$');
alter table event drop constraint event_check;
alter table event add constraint event_kind_check check (kind ~ '^[a-z][a-z0-9_]{0,39}$');
-- SHA-256 over the hash before and all rows since; null in rows of programs that did not know it.
alter table event add column hash bytea check (length(hash) = 32);

alter table alert drop constraint alert_kind_check;
alter table alert add constraint alert_kind_check check (kind ~ '^[a-z][a-z0-9_]{0,39}$');

alter table call drop constraint call_kind_check;
alter table call add constraint call_kind_check check (kind ~ '^[a-z][a-z0-9_]{0,39}$');
alter table call drop constraint call_check;
alter table call add constraint call_check check (person is not null or kind <> 'offer');
alter table call alter column ticket drop not null;
-- Whom a call is for where that is neither a person here nor the command centre.
alter table call add column recipient text
    check (recipient is null or person is null and length(recipient) between 1 and 200);

alter table enrolment_code drop constraint enrolment_code_check;
alter table enrolment_code add constraint enrolment_code_check check (ward is null or person is null);
-- What a code is for; null for what it always was, a ward's device or a handset.
alter table enrolment_code add column purpose text check (purpose ~ '^[a-z][a-z0-9_]{0,39}$');

-- What lists show of a session instead of its token; the default is for a program that knows of none.
alter table sign_in add column id uuid not null default gen_random_uuid();
alter table sign_in add column label text check (length(label) <= 100);
alter table sign_in add column through text check (through ~ '^[a-z][a-z0-9_]{0,39}$');
alter table sign_in add column end_reason text check (end_reason ~ '^[a-z][a-z0-9_]{0,39}$');
create unique index sign_in_id on sign_in (id);

alter table person add column ended_at bigint;

-- The rotation of the ward's link that it was asked by; null if it was not by link.
alter table ticket add column link_rotation bigint check (link_rotation >= 0);
