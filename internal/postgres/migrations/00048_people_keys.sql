-- +goose Up
-- People are found by each word of a name. The tokens of names, birth years and nationalities of a case are made with one of 256
-- keys, so that a name which is common in the world is not common in this table. docs/decisions/0039-finding-a-person.md
alter table app.people_index add column edition smallint not null default 1 check (edition in (1, 2)), drop constraint people_index_field_check;
alter table app.people_index add constraint people_index_field_check
    check (field in ('name', 'native_name', 'document', 'phone', 'birth_year', 'nationality', 'twin'));
comment on column app.people_index.edition is 'Class B: in which way the token was made. 1: before migration 48; the worker makes such rows again at its start, from sealed data.';
create index people_index_earlier on app.people_index (case_ref) where edition = 1;
drop index app.people_index_token;
create index people_index_token on app.people_index (token, field, case_ref);
grant update (edition) on app.people_index to homeward_worker;

-- +goose Down
revoke update (edition) on app.people_index from homeward_worker;
drop index app.people_index_token;
alter table app.people_index no force row level security;
delete from app.people_index where edition = 2 and field <> 'phone';
alter table app.people_index force row level security;
create index people_index_token on app.people_index (field, token, case_ref);
drop index app.people_index_earlier;
alter table app.people_index drop constraint people_index_field_check, drop column edition;
alter table app.people_index add constraint people_index_field_check check (field in ('name', 'native_name', 'document', 'phone'));
