-- Paper for when there is no Elbow, as it was made; kept until it is void for two days, since it has names.
create table pack (
    number integer not null primary key check (number > 0),
    as_at integer not null,
    void_after integer not null,
    contents text not null,
    check (as_at < void_after)
) strict;

-- Codes that are kept free for slips of paper, each for one ward: no two requests have one, on whatever sheet it stands.
create table paper_slip (
    number integer not null primary key check (number > 0),
    ward blob not null references ward (id),
    reserved_at integer not null
) strict;

insert into schema_compatibility (step, back_to) values (36, 12);
