-- +goose Up
-- What a grant opens, what for, and on which consent it rests, tells of her: it is sealed. The wall
-- goes by whom and until when alone. Nothing is converted, for the reason that 00009 gives.
-- +goose StatementBegin
do $$ begin
    if exists (select 1 from app.case_access where kind <> 'excluded') then
        raise exception using errcode = 'ZH009', message = 'made by an earlier development version';
    end if;
end $$;
-- +goose StatementEnd
alter table app.case_access
    drop column classes, drop column purpose, drop column consent,
    add column terms bytea,
    add constraint case_access_terms check ((kind = 'excluded') = (terms is null));
comment on column app.case_access.terms is 'Sealed, classes D to H: which field classes are opened, what for, and on which consent.';

-- +goose Down
alter table app.case_access
    drop column terms,
    add column classes text[] not null default '{}', add column purpose text, add column consent text;
