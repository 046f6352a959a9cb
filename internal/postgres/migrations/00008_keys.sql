-- +goose Up
create table app.case_keys (
    subject      text collate "C" primary key check (subject ~ '^[a-z]{1,32}(/[0-9A-Za-z._-]{1,64})?$'),
    wrapped      bytea check (octet_length(wrapped) between 1 and 65536),
    kek          text not null check (kek ~ '^[ -~]{1,200}$'),
    version      bigint not null check (version > 0),
    made_at      timestamptz not null,
    rotated_at   timestamptz not null,
    destroyed_at timestamptz,
    constraint case_keys_destroyed check ((wrapped is null) = (destroyed_at is not null))
);
comment on table app.case_keys is 'The keys that personal data are sealed with, one keyset for each subject, encrypted by a key that is not in the database. Who destroys a keyset erases its subject.';
comment on column app.case_keys.subject is 'Whose data it protects, as case/<ref>; house and index are nobody''s in particular.';
comment on column app.case_keys.wrapped is 'The encrypted keyset; null once it was destroyed. Not sealed by a Box: it is what a Box is made of.';
comment on column app.case_keys.kek is 'The name and the version of the key-encryption key that it is encrypted with; no secret.';
comment on column app.case_keys.version is 'How often the keyset was written anew, from 1.';
comment on column app.case_keys.made_at is 'When the subject got its first key.';
comment on column app.case_keys.rotated_at is 'When the subject got its newest key.';
comment on column app.case_keys.destroyed_at is 'When the subject was erased. The row stays, so that no new key is made for it.';

-- What was destroyed stays destroyed, and no row disappears: a subject without one would get a new key.
-- +goose StatementBegin
create function app.case_keys_stay() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' then
        raise exception 'keys are destroyed, never removed' using errcode = 'restrict_violation';
    end if;
    if old.subject <> new.subject or old.made_at <> new.made_at then
        raise exception 'a key stays whose it is' using errcode = 'restrict_violation';
    end if;
    if old.destroyed_at is not null and row(old.*) is distinct from row(new.*) then
        raise exception 'a key that was destroyed stays destroyed' using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
-- +goose StatementEnd
comment on function app.case_keys_stay() is 'Keeps erasures from being undone by mistake.';
create trigger case_keys_stay before update or delete on app.case_keys for each row execute function app.case_keys_stay();
create trigger case_keys_stay_all before truncate on app.case_keys for each statement execute function app.case_keys_stay();

-- The API seals what is asked for, and so reads and adds keys. It cannot destroy or replace any.
-- Keys are looked for in the middle of other work and kept for a while, so that it is the role
-- and not the asker that counts; what they open stands behind the wall of migration 11.
alter table app.case_keys enable row level security;
alter table app.case_keys force row level security;
create policy seals on app.case_keys for select to homeward_api using (true);
create policy begins on app.case_keys for insert to homeward_api with check (destroyed_at is null);
create policy keeps on app.case_keys to homeward_worker, current_user using (true);
grant select, insert on app.case_keys to homeward_api;
grant select, insert, update on app.case_keys to homeward_worker;

-- +goose Down
drop table app.case_keys;
drop function app.case_keys_stay();
