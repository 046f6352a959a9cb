-- +goose Up
create table app.people_index (
    case_ref text not null references app.cases,
    field    text not null check (field in ('name', 'native_name', 'document', 'phone')),
    token    bytea not null check (octet_length(token) = 16),
    primary key (case_ref, field, token)
);
comment on table app.people_index is 'By what people are found: keyed hashes of folded names and numbers. Who has a dump and not the key sees which cases share one, and nothing else. Rows are only added, so that a corrected name is still found by its old spelling, and go with the case when it is erased.';
comment on column app.people_index.case_ref is 'The random reference of the case.';
comment on column app.people_index.field is 'Class B: what sort of thing the token was made of. Each has a key of its own, so that the tokens of two fields cannot be compared.';
comment on column app.people_index.token is 'HMAC-SHA-256 of the folded value, cut to 16 bytes. Not sealed: it has to be compared.';
create index people_index_token on app.people_index (field, token, case_ref);

-- +goose Down
drop table app.people_index;
