-- +goose Up
-- A workbook may hold several lists, one on each sheet. Each of them can be uploaded, and none twice.
alter table app.lists add column sheets integer[] not null default '{}';
comment on column app.lists.sheets is 'Class B: the numbers of the sheets that were read, from 1; empty for a file with a single sheet, and for lists from before sheets were numbered.';
drop index app.lists_same_file;
create unique index lists_same_file on app.lists (operation_ref, hash, sheets) where state <> 'dropped';

-- +goose Down
drop index app.lists_same_file;
create unique index lists_same_file on app.lists (operation_ref, hash) where state <> 'dropped';
alter table app.lists drop column sheets;
