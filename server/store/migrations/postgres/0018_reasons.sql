-- Why a request was cancelled is a word of the program: here a check is on its shape.
alter table ticket drop constraint ticket_withdraw_reason_check;
alter table ticket add constraint ticket_withdraw_reason_check check (withdraw_reason ~ '^[a-z][a-z0-9_]{0,39}$');

insert into schema_compatibility (step, back_to) values (18, 12);
