-- +goose Up
-- What the daily look sees of the tables of the door: what has long been over, and nothing else.
-- How long each is kept stands in the rules of retention; a rule cannot reach what is not over.
create policy ages on app.admissions to homeward_worker
    using (app.asker_kind() = 'procedure' and least(ended_at, expires_at) < app.asked_at() - interval '30 days');
create policy ages on app.sign_ins to homeward_worker using (app.asker_kind() = 'procedure' and expires_at < app.asked_at());
create policy ages on app.ceremonies to homeward_worker using (app.asker_kind() = 'procedure' and expires_at < app.asked_at());
create policy ages on app.handovers to homeward_worker using (app.asker_kind() = 'procedure' and expires_at < app.asked_at());
create policy ages on app.attempts to homeward_worker
    using (app.asker_kind() = 'procedure' and last_at < app.asked_at() - interval '1 day' and coalesce(next_at, last_at) < app.asked_at());
-- Of accounts it sees which are disabled, and since when.
create policy ages on app.accounts for select to homeward_worker
    using (app.asker_kind() = 'procedure' and not active and disabled_at < app.asked_at() - interval '30 days');
grant select (id, active, disabled_at) on app.accounts to homeward_worker;
create policy ages on app.passkeys to homeward_worker
    using (app.asker_kind() = 'procedure' and account in (select a.id from app.accounts a));
create policy ages on app.recovery_codes to homeward_worker
    using (app.asker_kind() = 'procedure' and account in (select a.id from app.accounts a));
grant select, delete on app.admissions, app.sign_ins, app.ceremonies, app.handovers, app.attempts, app.passkeys, app.recovery_codes to homeward_worker;

-- +goose Down
revoke select, delete on app.admissions, app.sign_ins, app.ceremonies, app.handovers, app.attempts, app.passkeys, app.recovery_codes from homeward_worker;
revoke select (id, active, disabled_at) on app.accounts from homeward_worker;
drop policy ages on app.recovery_codes;
drop policy ages on app.passkeys;
drop policy ages on app.accounts;
drop policy ages on app.attempts;
drop policy ages on app.handovers;
drop policy ages on app.ceremonies;
drop policy ages on app.sign_ins;
drop policy ages on app.admissions;
