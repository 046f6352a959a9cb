-- +goose Up
alter table app.erasures add column stop_until timestamptz;
comment on column app.erasures.stop_until is 'Class B: until when an approved erasure can be stopped. Null when that time is over, or when it is not approved.';
alter table app.erasure_changes add column words bytea;
comment on column app.erasure_changes.words is 'Sealed with the key of the case: why the case should not have been registered, or why the erasure was stopped. Destroyed with the rest.';
grant update (words) on app.erasure_changes to homeward_worker;

-- +goose Down
revoke update (words) on app.erasure_changes from homeward_worker;
alter table app.erasure_changes drop column words;
alter table app.erasures drop column stop_until;
