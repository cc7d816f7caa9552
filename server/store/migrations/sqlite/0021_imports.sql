-- What somebody has said of a column in a file that is not called as ours: which of ours it is, or null if it is left out.
create table import_heading (
    list text not null,
    heading text not null,
    means text,
    primary key (list, heading)
) strict, without rowid;

insert into schema_compatibility (step, back_to) values (21, 12);
