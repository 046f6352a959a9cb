-- +goose Up
-- What was on record of who she is before a correction. The newest values are in app.people.
create table app.identity_versions (
    case_ref text not null,
    seq      bigint not null,
    key      text not null,
    body     bytea,
    at       timestamptz not null,
    account  text not null,
    desk     text not null,
    agency   text not null,
    role     text not null,
    primary key (case_ref, seq),
    foreign key (case_ref, seq) references app.case_changes
);
comment on table app.identity_versions is 'What was on record of who she is before each correction, sealed. Her team in the host state reads it.';
comment on column app.identity_versions.case_ref is 'Random; tells nothing.';
comment on column app.identity_versions.seq is 'Of the change with which a second person agreed, and the values were replaced.';
comment on column app.identity_versions.key is 'Of the command that proposed the correction; its written reasons are in the change of this key.';
comment on column app.identity_versions.body is 'Sealed: the replaced values, and which fields they are.';
comment on column app.identity_versions.at is 'Class B: when they were replaced.';
comment on column app.identity_versions.account is 'Class B: who proposed the correction; a code without a name.';
comment on column app.identity_versions.desk is 'Class B: of the account.';
comment on column app.identity_versions.agency is 'Class B: of the desk.';
comment on column app.identity_versions.role is 'Class B: of the account.';
call app.wall('app.identity_versions', 'app.sees_case(case_ref) and app.asker_cares(case_ref)');
grant insert, delete on app.identity_versions to homeward_worker;

-- +goose Down
drop table app.identity_versions;
