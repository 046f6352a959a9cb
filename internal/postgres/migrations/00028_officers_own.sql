-- +goose Up
-- What an officer keeps for the own work: named filters of a list, a set of rows that was frozen to act on
-- them, and settings, with who stands in while the officer is away. None of it gives a right.
create table app.saved_views (
    id       text primary key check (id ~ '^[0-9a-z]{1,40}$'),
    account  text not null,
    desk     text not null,
    shared   boolean not null,
    list     text not null check (list in ('cases', 'inbox')),
    name     bytea not null,
    query    text not null check (query ~ '^[A-Za-z0-9_=&.-]*$' and length(query) <= 300),
    saved_at timestamptz not null
);
comment on table app.saved_views is 'Filters of a list that an officer has named. Opening one shows what they show under the rights of the reader.';
comment on column app.saved_views.id is 'Made from the key of the form that saved it first.';
comment on column app.saved_views.account is 'The account that saved it first.';
comment on column app.saved_views.desk is 'The desk of that account.';
comment on column app.saved_views.shared is 'Whether it is the desk''s; otherwise only its account sees it.';
comment on column app.saved_views.list is 'The list that it is of.';
comment on column app.saved_views.name is 'Sealed: what the officer calls it.';
comment on column app.saved_views.query is 'The filters as in the address of the list: codes only.';
comment on column app.saved_views.saved_at is 'When it was last saved.';
create index saved_views_desk on app.saved_views (desk, account);

call app.wall('app.saved_views', 'account = app.asker_account() or shared and desk = app.asker_desk()');
create policy saves on app.saved_views for insert to homeward_api
    with check (app.asker_kind() = 'officer' and account = app.asker_account() and desk = app.asker_desk());
create policy changes on app.saved_views for update to homeward_api
    using (app.asker_kind() = 'officer' and (account = app.asker_account() or shared and desk = app.asker_desk()));
create policy removes on app.saved_views for delete to homeward_api
    using (app.asker_kind() = 'officer' and (account = app.asker_account() or shared and desk = app.asker_desk()));
grant insert, update (shared, name, query, saved_at), delete on app.saved_views to homeward_api;
grant delete on app.saved_views to homeward_worker;
-- The daily retention run removes what a disabled account kept for itself.
create policy ages on app.saved_views as restrictive for delete to homeward_worker
    using (not shared and account in (select a.id from app.accounts a));

create table app.selections (
    id         text primary key check (id ~ '^[0-9a-z]{1,40}$'),
    account    text not null,
    list       text not null check (list in ('cases', 'inbox')),
    query      text not null check (query ~ '^[A-Za-z0-9_=&.-]*$' and length(query) <= 300),
    items      text[] not null,
    made_at    timestamptz not null,
    expires_at timestamptz not null
);
comment on table app.selections is 'Rows that an officer chose by their filters, frozen with their number, for an hour.';
comment on column app.selections.id is 'Made from the key of the form that froze it.';
comment on column app.selections.account is 'The account whose it is.';
comment on column app.selections.list is 'The list that it is of.';
comment on column app.selections.query is 'The filters as in the address of the list: codes only.';
comment on column app.selections.items is 'References of cases, or of tasks with their case.';
comment on column app.selections.made_at is 'When it was frozen.';
comment on column app.selections.expires_at is 'When it is of no use any more.';

call app.wall('app.selections', 'account = app.asker_account()');
create policy freezes on app.selections for insert to homeward_api
    with check (app.asker_kind() = 'officer' and account = app.asker_account());
grant insert on app.selections to homeward_api;
grant delete on app.selections to homeward_worker;
create policy ages on app.selections as restrictive for delete to homeward_worker using (expires_at < app.asked_at());

create table app.account_settings (
    account    text primary key,
    desk       text not null,
    keys       boolean not null,
    language   text not null check (language ~ '^[a-z]{0,3}$'),
    away_from  timestamptz,
    away_until timestamptz,
    stand_in   text not null,
    changed_at timestamptz not null,
    constraint account_settings_away check ((away_from is null) = (away_until is null) and (away_from is null) = (stand_in = '')
        and (away_from is null or away_from < away_until) and stand_in <> account)
);
comment on table app.account_settings is 'How an officer wants the pages, and who stands in while the officer is away. A stand-in has no more rights than before.';
comment on column app.account_settings.account is 'The account.';
comment on column app.account_settings.desk is 'The desk of the account when it was last changed. Colleagues of it see who is away.';
comment on column app.account_settings.keys is 'Whether single keys work on the pages.';
comment on column app.account_settings.language is 'The language of the pages; empty for that of the browser.';
comment on column app.account_settings.away_from is 'From when the officer is away; null for not at all.';
comment on column app.account_settings.away_until is 'Until when; nobody has to end it.';
comment on column app.account_settings.stand_in is 'The account of a colleague of the desk; empty for none.';
comment on column app.account_settings.changed_at is 'When it was last changed.';
create index account_settings_desk on app.account_settings (desk) where away_until is not null;

call app.wall('app.account_settings', 'account = app.asker_account() or desk = app.asker_desk() and away_until is not null');
create policy begins on app.account_settings for insert to homeward_api
    with check (app.asker_kind() = 'officer' and account = app.asker_account() and desk = app.asker_desk());
create policy changes on app.account_settings for update to homeward_api
    using (app.asker_kind() = 'officer' and account = app.asker_account())
    with check (app.asker_kind() = 'officer' and account = app.asker_account() and desk = app.asker_desk());
grant insert, update on app.account_settings to homeward_api;
grant delete on app.account_settings to homeward_worker;
create policy ages on app.account_settings as restrictive for delete to homeward_worker
    using (account in (select a.id from app.accounts a));

-- +goose Down
drop table app.account_settings, app.selections, app.saved_views;
