-- +goose Up
-- An agency's provider tells us that somebody is signed out there (OpenID Connect Back-Channel
-- Logout 1.0): by whom, which a link already says, or by which of their sessions there.
alter table app.sessions add column sid_hash text not null default '';
comment on column app.sessions.sid_hash is 'Keyed hash of what the provider calls its own session that this one stands on; empty when it calls it nothing.';
create index sessions_sid on app.sessions (provider, sid_hash) where ended_at is null and sid_hash <> '';

create table app.logout_tokens (
    token_hash text primary key,
    expires_at timestamptz not null
);
comment on table app.logout_tokens is 'What providers have said about who signed out there, so that each word counts once.';
comment on column app.logout_tokens.token_hash is 'Keyed hash of the issuer and of what it calls its token.';
comment on column app.logout_tokens.expires_at is 'When the token would be taken no more in any case.';

alter table app.logout_tokens enable row level security;
alter table app.logout_tokens force row level security;
create policy door on app.logout_tokens to homeward_api using (app.asker_kind() = 'door');
grant select, insert, delete on app.logout_tokens to homeward_api;
-- The daily look sees what is over, and nothing else.
create policy ages on app.logout_tokens to homeward_worker using (app.asker_kind() = 'procedure' and expires_at < app.asked_at());
grant select, delete on app.logout_tokens to homeward_worker;

-- +goose Down
drop table app.logout_tokens;
drop index app.sessions_sid;
alter table app.sessions drop column sid_hash;
