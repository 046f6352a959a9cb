-- +goose Up
alter table app.cases add column next_ending timestamptz;
comment on column app.cases.next_ending is 'Class B: when the first of what holds now will end. What it is stands in the sealed state.';
create index cases_ending on app.cases (next_ending) where ended_at is null and next_ending is not null;

-- +goose Down
alter table app.cases drop column next_ending;
