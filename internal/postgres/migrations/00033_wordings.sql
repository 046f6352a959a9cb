-- +goose Up
-- Better words for a text of the pages, as their readers propose them. A proposal changes no page.
create table app.wordings (
    id          text primary key check (id ~ '^[0-9a-z]{1,40}$'),
    account     text not null,
    desk        text not null,
    language    text not null check (language ~ '^[a-z]{2,3}$'),
    text_key    text not null check (text_key ~ '^[A-Za-z0-9_./:-]{1,120}$'),
    form        text not null check (form in ('', 'zero', 'one', 'two', 'few', 'many', 'other')),
    body        bytea not null,
    compared    text not null check (compared ~ '^[0-9a-f]{16}$'),
    release     text not null check (length(release) <= 80),
    proposed_at timestamptz not null,
    state       text not null default 'open' check (state in ('open', 'taken', 'not_taken')),
    answered_at timestamptz,
    constraint wordings_answered check ((answered_at is null) = (state = 'open'))
);
comment on table app.wordings is 'Better words that readers propose for a text of the pages, for the operator.';
comment on column app.wordings.id is 'Made from the key of the form that proposed it.';
comment on column app.wordings.account is 'The account that proposes it.';
comment on column app.wordings.desk is 'The desk of that account.';
comment on column app.wordings.language is 'The language of the words.';
comment on column app.wordings.text_key is 'The key of the text.';
comment on column app.wordings.form is 'The plural form; empty for a text without.';
comment on column app.wordings.body is 'Sealed with a key of the day on which it was proposed: the words, and a note of the reader.';
comment on column app.wordings.compared is 'Of the English and the present words that the reader saw: the beginning of their SHA-256.';
comment on column app.wordings.release is 'The release whose page the reader saw.';
comment on column app.wordings.proposed_at is 'When it was proposed.';
comment on column app.wordings.state is 'open, or what the operator did with it.';
comment on column app.wordings.answered_at is 'When the operator answered it.';
create index wordings_account on app.wordings (account);
create index wordings_text on app.wordings (language, text_key, form);

call app.wall('app.wordings', 'account = app.asker_account()');
create policy proposes on app.wordings for insert to homeward_api
    with check (app.asker_kind() = 'officer' and account = app.asker_account() and desk = app.asker_desk() and state = 'open');
grant insert on app.wordings to homeward_api;
grant update (state, answered_at), delete on app.wordings to homeward_worker;

-- +goose Down
drop table app.wordings;
