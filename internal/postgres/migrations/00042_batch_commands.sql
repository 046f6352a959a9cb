-- +goose Up
-- The decisions of a batch are stored as commands together with the agreement of the second person. A command that is
-- stored is carried out, whatever happens to the process that stored it.
alter table app.batch_items add column command text;
comment on column app.batch_items.command is 'The command that carries it out, stored with the agreement; null for none. A key, which tells nothing.';
create index batch_items_command on app.batch_items (command) where command is not null;
grant update (command) on app.batch_items to homeward_api;

-- The second person stores them in the name of the officer who proposed the batch: exactly those of a batch that this
-- person has agreed to, and on cases that this person sees.
create policy agrees on app.commands for insert to homeward_api with check (app.asker_kind() = 'officer' and state = 'pending'
    and target_kind = 'case' and name = 'decide' and app.sees_case(target_ref)
    and exists (select from app.batches b join app.batch_items i on i.batch_ref = b.ref
        where i.command = key and i.case_ref = target_ref and i.rule is null and b.state = 'agreed' and b.decided_account = app.asker_account()
            and b.account = commands.account and b.desk = commands.desk and b.agency = commands.agency and b.role = commands.role));

-- An account sees only its own commands, and the others of the desk must know how far a batch is: as a number.
create policy counts on app.commands for select to current_user using (state = 'pending' and name = 'decide' and app.asker_kind() is not null);
create policy counts on app.batch_items for select to current_user using (command is not null and app.asker_kind() is not null);
-- +goose StatementBegin
create function app.batches_pending() returns table (batch_ref text, pending bigint) language plpgsql stable security definer set search_path = '' as $$
begin
    return query select i.batch_ref, count(*) from app.commands c join app.batch_items i on i.command = c.key where c.state = 'pending' group by i.batch_ref;
end $$;
-- +goose StatementEnd
comment on function app.batches_pending is 'How many decisions of each batch are not carried out yet. To be joined with the batches that the asker sees.';
revoke execute on function app.batches_pending from public;
grant execute on function app.batches_pending to homeward_api, homeward_worker;

-- +goose Down
drop function app.batches_pending;
drop policy counts on app.batch_items;
drop policy counts on app.commands;
drop policy agrees on app.commands;
revoke update (command) on app.batch_items from homeward_api;
drop index app.batch_items_command;
alter table app.batch_items drop column command;
