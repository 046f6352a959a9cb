-- +goose Up
-- Who may come in. Nothing in these tables opens anything: of every secret the SHA-256 is
-- kept, and of everything that tells who an officer is outside, a keyed hash or nothing.

alter table app.accounts
    add column source      text not null default 'directory' check (source in ('directory', 'provider', 'invited')),
    add column created_at  timestamptz,
    add column invited_by  text not null default '',
    add column disabled_at timestamptz;
comment on column app.accounts.id is 'A random code. It is no name and is made of none.';
comment on column app.accounts.desk is 'Where the account sits.';
comment on column app.accounts.agency is 'The agency of the desk, or on a panel the one that sent the member.';
comment on column app.accounts.roles is 'What it may act as; one at a time.';
comment on column app.accounts.active is 'Whether it may sign in.';
comment on column app.accounts.source is 'Who says that there is such an officer: the directory, an agency''s identity provider, or an invitation.';
comment on column app.accounts.created_at is 'When it first came in; null when the directory made it.';
comment on column app.accounts.invited_by is 'The account that invited it; empty when nobody did, or the operator.';
comment on column app.accounts.disabled_at is 'When it was last disabled.';

create table app.account_links (
    issuer       text not null,
    subject_hash text not null,
    account      text not null references app.accounts,
    linked_at    timestamptz not null,
    primary key (issuer, subject_hash)
);
comment on table app.account_links is 'Which officer of an identity provider is which account. What the provider calls them is kept as a keyed hash.';
comment on column app.account_links.issuer is 'The provider, by its issuer.';
comment on column app.account_links.subject_hash is 'Keyed hash of the issuer''s subject: it can be an employee number.';
comment on column app.account_links.account is 'The account.';
comment on column app.account_links.linked_at is 'When they first signed in.';
create index account_links_account on app.account_links (account);

create table app.sessions (
    id         text primary key,
    token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
    account    text not null references app.accounts,
    role       text not null,
    method     text not null check (method in ('provider', 'passkey', 'command_line')),
    provider   text not null default '',
    device     text not null check (device in ('phone', 'computer', 'command_line', 'other')),
    created_at timestamptz not null,
    seen_at    timestamptz not null,
    ends_at    timestamptz not null,
    proven_at  timestamptz,
    ended_at   timestamptz
);
comment on table app.sessions is 'Who is signed in where. The token is with its owner alone.';
comment on column app.sessions.id is 'The public reference, which opens nothing.';
comment on column app.sessions.token_hash is 'SHA-256 of the token, in hexadecimal.';
comment on column app.sessions.account is 'Whose it is.';
comment on column app.sessions.role is 'As what the account acts in it.';
comment on column app.sessions.method is 'How they signed in.';
comment on column app.sessions.provider is 'The code of the provider that signed them in; empty for others.';
comment on column app.sessions.device is 'What sort of device it is on, and no more of it.';
comment on column app.sessions.created_at is 'When they signed in.';
comment on column app.sessions.seen_at is 'When it was last used, to the half minute.';
comment on column app.sessions.ends_at is 'When it ends however it is used.';
comment on column app.sessions.proven_at is 'When they last proved in person that it is them; null when never.';
comment on column app.sessions.ended_at is 'When it was ended before its time.';
create index sessions_account on app.sessions (account) where ended_at is null;

create table app.sign_ins (
    state_hash   text primary key,
    browser_hash text not null,
    nonce_hash   text not null,
    verifier     text not null,
    provider     text not null,
    return_path  text not null,
    session      text not null default '',
    account      text not null default '',
    began_at     timestamptz not null,
    expires_at   timestamptz not null
);
comment on table app.sign_ins is 'Sign-ins at a provider that are under way. Each is taken away by the first who comes back with it.';
comment on column app.sign_ins.state_hash is 'SHA-256 of the state that goes there and back.';
comment on column app.sign_ins.browser_hash is 'SHA-256 of what the browser that began it holds in a cookie.';
comment on column app.sign_ins.nonce_hash is 'SHA-256 of what must stand in the identity token.';
comment on column app.sign_ins.verifier is 'What the code is bound to (PKCE). Worth nothing without the code, which is not here.';
comment on column app.sign_ins.provider is 'The code of the provider.';
comment on column app.sign_ins.return_path is 'Where on our own pages they want to go: references only.';
comment on column app.sign_ins.session is 'Whose proof it is to be; empty when somebody signs in.';
comment on column app.sign_ins.account is 'Of that session.';
comment on column app.sign_ins.began_at is 'When it began.';
comment on column app.sign_ins.expires_at is 'When nobody may come back with it any more.';

create table app.passkeys (
    id         text primary key,
    account    text not null references app.accounts,
    label      text not null check (label in ('phone', 'computer', 'security_key', 'other')),
    added_at   timestamptz not null,
    used_at    timestamptz,
    credential text not null unique,
    public_key text not null,
    count      bigint not null check (count between 0 and 4294967295),
    synced     boolean not null,
    transports text[] not null
);
comment on table app.passkeys is 'The public halves of passkeys (Web Authentication). The private ones are with their owners.';
comment on column app.passkeys.id is 'Our reference, which opens nothing.';
comment on column app.passkeys.account is 'Whose it is.';
comment on column app.passkeys.label is 'What it is on, from a list: a text of one''s own would be a place for a name.';
comment on column app.passkeys.added_at is 'When it was added.';
comment on column app.passkeys.used_at is 'When it was last used; null when never.';
comment on column app.passkeys.credential is 'The device''s identifier of it, as base64url.';
comment on column app.passkeys.public_key is 'The public key (COSE), as base64url.';
comment on column app.passkeys.count is 'How often the device says that it was used; 0 when it does not count. One that goes back is a copy.';
comment on column app.passkeys.synced is 'Whether the device may keep copies elsewhere. It never changes.';
comment on column app.passkeys.transports is 'How a browser reaches it.';
create index passkeys_account on app.passkeys (account);

create table app.ceremonies (
    id_hash    text primary key,
    purpose    text not null check (purpose in ('sign_in', 'prove', 'enrol', 'admit')),
    session    text not null,
    account    text not null,
    admission  text not null,
    state      text not null,
    expires_at timestamptz not null
);
comment on table app.ceremonies is 'What a browser was asked of a passkey and has not answered. Each is taken away by the first answer.';
comment on column app.ceremonies.id_hash is 'SHA-256 of what the browser sends back.';
comment on column app.ceremonies.purpose is 'What it is for; it is good for nothing else.';
comment on column app.ceremonies.session is 'Whose session it belongs to; empty when somebody signs in.';
comment on column app.ceremonies.account is 'Of that session, or the account that is to be.';
comment on column app.ceremonies.admission is 'The invitation or recovery that it belongs to; empty for none.';
comment on column app.ceremonies.state is 'The challenge, and what has to hold of the answer. Worth nothing without a private key.';
comment on column app.ceremonies.expires_at is 'When nobody may answer any more.';

create table app.admissions (
    id           text primary key,
    kind         text not null check (kind in ('invitation', 'recovery')),
    token_hash   text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
    desk         text not null,
    agency       text not null,
    roles        text[] not null,
    account      text not null,
    made_by      text not null,
    made_at      timestamptz not null,
    expires_at   timestamptz not null,
    confirmed_by text not null default '',
    ready        boolean not null,
    ended_at     timestamptz,
    used_by      text not null default '',
    constraint admissions_two check (confirmed_by = '' or confirmed_by <> made_by and confirmed_by <> account)
);
comment on table app.admissions is 'Invitations, and recoveries of accounts that have lost their passkeys. Two people stand behind each that opens, or the operator behind an invitation.';
comment on column app.admissions.id is 'The public reference, which opens nothing.';
comment on column app.admissions.kind is 'Whether it makes an account or gives one back.';
comment on column app.admissions.token_hash is 'SHA-256 of the code that was handed over.';
comment on column app.admissions.desk is 'Where the account sits or will sit.';
comment on column app.admissions.agency is 'For which agency.';
comment on column app.admissions.roles is 'What it may act as.';
comment on column app.admissions.account is 'Whose recovery it is; empty for an invitation.';
comment on column app.admissions.made_by is 'The account that made it; empty for the operator.';
comment on column app.admissions.made_at is 'When.';
comment on column app.admissions.expires_at is 'When it opens nothing any more.';
comment on column app.admissions.confirmed_by is 'The second person; empty when there was none.';
comment on column app.admissions.ready is 'Whether it opens without anything else.';
comment on column app.admissions.ended_at is 'When it was used or taken back.';
comment on column app.admissions.used_by is 'The account that came in with it; empty when nobody has.';
create index admissions_agency on app.admissions (agency) where ended_at is null;

create table app.recovery_codes (
    account   text primary key references app.accounts,
    code_hash text not null check (code_hash ~ '^[0-9a-f]{64}$'),
    made_at   timestamptz not null
);
comment on table app.recovery_codes is 'What an officer has written down, to get the account back together with a colleague. By itself it opens nothing.';
comment on column app.recovery_codes.account is 'Whose it is.';
comment on column app.recovery_codes.code_hash is 'SHA-256 of the code, which has a hundred bits.';
comment on column app.recovery_codes.made_at is 'When it was told.';

create table app.handovers (
    code_hash  text primary key,
    session    text not null references app.sessions on delete cascade,
    redirect   text not null,
    challenge  text not null,
    expires_at timestamptz not null
);
comment on table app.handovers is 'Sessions that somebody in a browser has let a command line have, and that it has not taken yet.';
comment on column app.handovers.code_hash is 'SHA-256 of the code that it trades.';
comment on column app.handovers.session is 'Of the browser.';
comment on column app.handovers.redirect is 'Where on the officer''s own machine the command line listens.';
comment on column app.handovers.challenge is 'What the code is bound to (PKCE): a hash.';
comment on column app.handovers.expires_at is 'When it can be taken no more.';
create index handovers_session on app.handovers (session);

create table app.attempts (
    kind     text not null,
    who      text not null,
    failures integer not null check (failures > 0),
    last_at  timestamptz not null,
    next_at  timestamptz,
    primary key (kind, who)
);
comment on table app.attempts is 'How often signing in has failed, by account and by address. It slows the next attempt and never stops it for good.';
comment on column app.attempts.kind is 'What was attempted.';
comment on column app.attempts.who is 'Keyed hash of an account or of an address: nobody can be looked up by it without the key.';
comment on column app.attempts.failures is 'How many since a day without any.';
comment on column app.attempts.last_at is 'When it last failed.';
comment on column app.attempts.next_at is 'When the next attempt is looked at.';

-- +goose StatementBegin
do $$
declare one text;
begin
    foreach one in array array['account_links', 'sessions', 'sign_ins', 'attempts', 'passkeys', 'ceremonies', 'admissions', 'recovery_codes', 'handovers'] loop
        execute format('alter table app.%I enable row level security', one);
        execute format('alter table app.%I force row level security', one);
        -- To the API while it stands at the door, and to nobody else: not to the officer whose session it is, and not to the worker.
        execute format('create policy door on app.%I to homeward_api using (app.asker_kind() = ''door'')', one);
        execute format('grant select, insert, update, delete on app.%I to homeward_api', one);
    end loop;
end $$;
-- +goose StatementEnd
create policy joins on app.accounts for insert to homeward_api with check (app.asker_kind() = 'door');
create policy moves on app.accounts for update to homeward_api using (app.asker_kind() = 'door');
grant insert, update on app.accounts to homeward_api;

-- +goose Down
drop table app.handovers, app.recovery_codes, app.admissions, app.ceremonies, app.passkeys, app.attempts, app.sign_ins, app.sessions, app.account_links;
drop policy joins on app.accounts;
drop policy moves on app.accounts;
alter table app.accounts drop column source, drop column created_at, drop column invited_by, drop column disabled_at;
