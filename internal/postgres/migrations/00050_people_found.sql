-- +goose Up
-- A search looks at thousands of tokens of the index. Which of them an officer may see is the same as before: those of
-- the cases that the policy of app.cases shows. It is written out here, because a function for each token took 0.3 ms.
drop policy officer on app.people_index;
create policy officer on app.people_index for select to homeward_api
    using (app.asker_kind() = 'officer' and exists (select from app.cases c where c.ref = case_ref offset 0));

-- +goose Down
drop policy officer on app.people_index;
create policy officer on app.people_index for select to homeward_api using (app.asker_kind() = 'officer' and app.sees_case(case_ref));
