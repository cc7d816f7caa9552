-- Why a request was cancelled is a word of the program: here a check is on its shape.
-- As in step 10 the text of the table is edited, which other connections hear of by a table that comes and goes.
create table heard (at integer) strict;
drop table heard;

pragma writable_schema = on;

update sqlite_schema
set sql = replace(sql,
        'check (withdraw_reason in (''solved_myself'', ''gave_up'', ''patient_came_first'', ''other''))',
        'check (withdraw_reason is null or withdraw_reason glob ''[a-z]*''
            and withdraw_reason not glob ''*[^a-z0-9_]*'' and length(withdraw_reason) <= 40)')
where type = 'table' and name = 'ticket';

pragma writable_schema = reset;

insert into schema_compatibility (step, back_to) values (18, 12);
