-- +goose Up
-- A desk or its agency says for itself what became of what it was given; somebody else says only
-- that nobody there can be reached, and never the desk itself.
alter table app.deletions add constraint deletions_own_word check (state = 'waiting'
    or (reason is not distinct from 'unreachable') <> (answered_desk = desk or agency <> '' and answered_agency = agency));

-- +goose Down
alter table app.deletions drop constraint deletions_own_word;
