-- Addresses of handsets that a push service knows no more, as SHA-256: a browser may go on handing one out.
create table push_endpoint_gone (
    hash bytea not null primary key check (length(hash) = 32),
    at bigint not null
);

create index push_endpoint_gone_at on push_endpoint_gone (at);
