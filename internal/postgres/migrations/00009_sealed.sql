-- +goose Up
-- Nothing is converted: an earlier development version wrote these columns in clear, and what
-- once lay in clear in a database lies in its files and its backups as well.
-- +goose StatementBegin
do $$ begin
    if exists (select 1 from app.cases) or exists (select 1 from app.commands) or exists (select 1 from app.lists)
    or exists (select 1 from app.movements) then
        raise exception using errcode = 'ZH009', message = 'made by an earlier development version';
    end if;
end $$;
-- +goose StatementEnd

alter table app.commands
    drop constraint commands_settled, drop constraint commands_refused,
    drop column args, drop column answer, drop column message, drop column details,
    add column args bytea not null,
    add column answer bytea,
    add column refusal bytea,
    add constraint commands_settled check ((state = 'settled') = (answer is not null)),
    add constraint commands_refused check ((state = 'refused') = (code is not null) and (code is null) = (refusal is null));

alter table app.list_rows
    add column keyed_by text not null default 'list' check (keyed_by in ('list', 'case')),
    add constraint list_rows_keyed check (keyed_by = 'list' or case_ref is not null);

alter table app.cases drop column state, add column state bytea not null;

alter table app.case_changes drop column recorded, add column recorded bytea;

alter table app.facts drop column name, drop column value, add column body bytea not null;

alter table app.consents
    drop column consent, drop column at, drop column until, drop column withdrawn_at, drop column mode, drop column language,
    drop column key, add column body bytea not null;

alter table app.waivers drop column conditions, add column conditions bytea not null;

alter table app.holds drop column kind, drop column since, drop column review_by, add column body bytea not null;

alter table app.tasks drop column outcome, add column told bytea, add column votes bytea, add column outcome bytea;

alter table app.decisions
    drop column outcome, drop column until, drop column state, drop column ref, drop column reasoned,
    add column body bytea not null;

alter table app.documents
    drop column type, drop column number, drop column mrz, drop column expires_at, drop column hash, add column body bytea not null;

alter table app.timeline
    drop column code, drop column step, drop column task, drop column outcome, drop column desk, drop column detail,
    add column body bytea not null;

alter table app.movements drop column state, add column state bytea not null;

alter table app.movement_changes drop column fair_order, add column fair_order bytea;

alter table app.movement_timeline
    drop column code, drop column case_ref, drop column detail, drop column gates, add column body bytea not null;

alter table app.passengers
    drop column block, drop column state, drop column why, drop column outcome, drop column since, drop column body,
    add column body bytea not null;

-- The places of a trip and who must not travel with whom stand in the sealed state of the movement.
drop table app.legs, app.separations;

alter table app.plans drop column dimensions;

alter table app.scores drop column answers, drop column marks, drop column composite, add column body bytea not null;

-- +goose Down
-- +goose StatementBegin
do $$ begin
    if exists (select 1 from app.cases) or exists (select 1 from app.commands) or exists (select 1 from app.lists)
    or exists (select 1 from app.movements) then
        raise exception using errcode = 'ZH009', message = 'what is sealed is not unsealed by a migration';
    end if;
end $$;
-- +goose StatementEnd

alter table app.scores drop column body, add column answers bytea, add column marks jsonb not null,
    add column composite double precision check (composite between 0 and 1);

alter table app.plans add column dimensions text[] not null;

create table app.legs (
    movement_ref text not null references app.movements,
    n            integer not null check (n >= 0),
    mode         text not null,
    from_place   text not null,
    to_place     text not null,
    departs_at   timestamptz not null,
    arrives_at   timestamptz not null,
    primary key (movement_ref, n),
    constraint legs_forward check (arrives_at > departs_at)
);

create table app.separations (
    movement_ref text not null references app.movements,
    a            text not null references app.cases,
    b            text not null references app.cases,
    primary key (movement_ref, a, b),
    constraint separations_ordered check (a < b)
);
create index separations_a on app.separations (a);
create index separations_b on app.separations (b);

alter table app.passengers drop column body, add column block text not null, add column state text not null,
    add column why text not null, add column outcome text not null, add column since timestamptz not null, add column body jsonb not null;

alter table app.movement_timeline drop column body, add column code text not null, add column case_ref text not null,
    add column detail text not null, add column gates text[] not null;

alter table app.movement_changes drop column fair_order, add column fair_order jsonb;

alter table app.movements drop column state, add column state jsonb not null;

alter table app.timeline drop column body, add column code text not null, add column step text not null, add column task text not null,
    add column outcome text not null, add column desk text not null, add column detail text not null;

alter table app.documents drop column body, add column type text not null, add column number bytea, add column mrz bytea,
    add column expires_at timestamptz, add column hash text not null;

alter table app.decisions drop column body, add column outcome text not null, add column until timestamptz,
    add column state text not null, add column ref text not null, add column reasoned boolean not null;

alter table app.tasks drop column told, drop column votes, drop column outcome, add column outcome text not null;

alter table app.holds drop column body, add column kind text not null, add column since timestamptz not null,
    add column review_by timestamptz not null;

alter table app.waivers drop column conditions, add column conditions text[] not null;

alter table app.consents drop column body, add column consent text not null, add column at timestamptz not null,
    add column until timestamptz, add column withdrawn_at timestamptz, add column mode text not null,
    add column language text not null, add column key text not null;

alter table app.facts drop column body, add column name text not null, add column value text not null;

alter table app.case_changes drop column recorded, add column recorded jsonb not null;

alter table app.cases drop column state, add column state jsonb not null;

alter table app.list_rows drop constraint list_rows_keyed, drop column keyed_by;

alter table app.commands
    drop constraint commands_settled, drop constraint commands_refused, drop column args, drop column answer, drop column refusal,
    add column args jsonb not null, add column answer jsonb, add column message text, add column details jsonb,
    add constraint commands_settled check ((state = 'settled') = (answer is not null)),
    add constraint commands_refused check ((state = 'refused') = (code is not null) and (code is null) = (message is null));
