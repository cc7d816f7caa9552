-- What an auditor looks through: all of the log that is not about tickets.
create index event_audited on event (sequence) where subject <> 'ticket';

-- A newer code ends the older ones of its ward or person.
create index enrolment_code_of_ward on enrolment_code (ward) where used_at is null and ward is not null;
create index enrolment_code_of_person on enrolment_code (person) where used_at is null and person is not null;
