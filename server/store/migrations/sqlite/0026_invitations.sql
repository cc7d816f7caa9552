-- A link with which the first administrator comes in is nobody's yet.
create index enrolment_code_of_nobody on enrolment_code (purpose)
where used_at is null and ward is null and person is null;

insert into schema_compatibility (step, back_to) values (26, 12);
