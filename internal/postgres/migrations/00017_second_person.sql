-- +goose Up
-- Gate G30: a list of more people than one officer acts for alone waits for a second person.
alter table app.lists drop constraint lists_state_check;
alter table app.lists add constraint lists_state_check
    check (state in ('read', 'proposed', 'confirmed', 'opened', 'dropped'));
alter table app.lists
    add column proposed_at timestamptz,
    add column proposed_account text,
    add column proposed_desk text,
    add column proposed_agency text,
    add column proposed_role text,
    add column preview text check (preview ~ '^[0-9a-f]{64}$'),
    add constraint lists_proposed check ((proposed_at is null) = (preview is null) and (proposed_at is null) = (proposed_account is null)
        and (state <> 'proposed' or proposed_at is not null) and (state not in ('read', 'dropped') or proposed_at is null)),
    add constraint lists_two_persons check (proposed_account is null or confirmed_account is null or proposed_account <> confirmed_account);
comment on column app.lists.proposed_at is 'When it was proposed to a second person; null for a list that one person confirmed, or nobody yet.';
comment on column app.lists.proposed_account is 'Who proposed it, and so may not confirm it.';
comment on column app.lists.proposed_desk is 'At which desk.';
comment on column app.lists.proposed_agency is 'Of which agency.';
comment on column app.lists.proposed_role is 'In which role.';
comment on column app.lists.preview is 'Fingerprint of what was proposed: which rows would become cases, in which corridors. It tells nothing of anybody.';

-- +goose Down
-- What waits for a second person goes back to being read; nothing was opened for it.
alter table app.lists drop constraint lists_two_persons, drop constraint lists_proposed;
update app.lists set state = 'read' where state = 'proposed';
alter table app.lists
    drop column proposed_at,
    drop column proposed_account,
    drop column proposed_desk,
    drop column proposed_agency,
    drop column proposed_role,
    drop column preview;
alter table app.lists drop constraint lists_state_check;
alter table app.lists add constraint lists_state_check check (state in ('read', 'confirmed', 'opened', 'dropped'));
