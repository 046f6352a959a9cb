-- +goose Up
-- Whoever can write to the database can put a row into the log like any other, and the queue takes
-- it. So every event comes with a stamp that is made with a key which is not in the database, and
-- the sequencer gives no place to one whose stamp is not right.
alter table app.audit_events add column stamp text not null default '' check (stamp ~ '^([0-9a-f]{64})?$');
comment on column app.audit_events.stamp is 'A random number, and a keyed hash of it and of the event: that a process of ours wrote it. No part of the leaf. Empty when whoever runs the installation did, without the key.';
create unique index audit_events_stamp on app.audit_events (stamp) where stamp <> '';

-- +goose Down
drop index app.audit_events_stamp;
alter table app.audit_events drop column stamp;
