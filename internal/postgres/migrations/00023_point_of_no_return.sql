-- +goose Up
alter table app.cases add column fenced_at timestamptz;
comment on column app.cases.fenced_at is 'Since when nothing more is written to the case, because its data are about to be destroyed. Null: it is written to.';

-- +goose Down
alter table app.cases drop column fenced_at;
