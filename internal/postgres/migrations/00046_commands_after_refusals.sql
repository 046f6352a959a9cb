-- +goose Up
-- A refusal has done nothing, and the key of its client does not belong to it: the next command with this key has a
-- key of its own, and names the first one. A command that was carried out is always the latest with its key.
alter table app.commands add column first text, add column nth integer not null default 1,
    add constraint commands_nth check (nth >= 1 and (first is null) = (nth = 1));
comment on column app.commands.first is 'The key of the first command that was sent with the same key of the client; null for that one itself. It names nothing.';
comment on column app.commands.nth is 'How many commands with that key were stored, with this one. All before it were refused.';
create index commands_again on app.commands (first, nth desc) where first is not null;

-- +goose Down
drop index app.commands_again;
alter table app.commands drop constraint commands_nth, drop column first, drop column nth;
