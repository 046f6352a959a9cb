-- +goose Up
-- What an officer has typed into a form and not sent yet. Only its owner reads it.
create table app.drafts (
    ref        text primary key check (ref <> ''),
    account    text not null references app.accounts,
    form       text not null check (form like '/%' and length(form) <= 300),
    page       text not null check (page like '/%' and length(page) <= 300),
    case_ref   text references app.cases,
    token_hash text check (token_hash ~ '^[0-9a-f]{64}$'),
    body       bytea not null,
    made_at    timestamptz not null,
    kept_at    timestamptz not null,
    expires_at timestamptz not null,
    constraint drafts_period check (made_at <= kept_at and kept_at < expires_at and expires_at <= kept_at + interval '1 day')
);
comment on table app.drafts is 'What was typed into a form that was not sent. One for each form of an account, and those that ended sessions have left.';
comment on column app.drafts.ref is 'A random reference.';
comment on column app.drafts.account is 'Its owner.';
comment on column app.drafts.form is 'The path that the form is sent to: references only.';
comment on column app.drafts.page is 'The path of the page that the form is on.';
comment on column app.drafts.case_ref is 'The case that the form is about, with whose key the content is sealed. Null: it is about none, and is sealed with a key of the day on which it was kept.';
comment on column app.drafts.token_hash is 'SHA-256 of the token of the browser in which a session ended before the form was sent. The draft can be opened after the token was given back. Null: there is no such condition.';
comment on column app.drafts.body is 'Sealed: the fields as they were typed, whatever they are.';
comment on column app.drafts.made_at is 'When the form was first kept.';
comment on column app.drafts.kept_at is 'When it was last kept.';
comment on column app.drafts.expires_at is 'When it is deleted.';
create unique index drafts_form on app.drafts (account, form) where token_hash is null;
create unique index drafts_left on app.drafts (account, form, token_hash) where token_hash is not null;
create index drafts_case on app.drafts (case_ref) where case_ref is not null;
create index drafts_expiry on app.drafts (expires_at);

alter table app.drafts enable row level security;
alter table app.drafts force row level security;
create policy owner on app.drafts to homeward_api
    using (app.asker_kind() = 'officer' and account = app.asker_account())
    with check (app.asker_kind() = 'officer' and account = app.asker_account() and (case_ref is null or app.sees_case(case_ref)));
-- The API deletes, and the worker after it, what has expired. The worker deletes what is about a case that is erased.
create policy expired on app.drafts to homeward_api using (app.asker_kind() = 'door' and expires_at < app.asked_at()) with check (false);
create policy procedure on app.drafts to homeward_worker
    using (app.asker_kind() = 'procedure' and (case_ref is not null or expires_at < app.asked_at())) with check (false);
grant select, insert, delete, update (page, case_ref, token_hash, body, made_at, kept_at, expires_at) on app.drafts to homeward_api;
grant select, delete on app.drafts to homeward_worker;

-- +goose Down
drop table app.drafts;
