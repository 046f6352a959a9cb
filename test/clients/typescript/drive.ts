// A registrar's program: it opens a case, answers the first request, and keeps its copy in step. Everything that it
// sends and reads has the types that openapi-typescript generates from the served contract.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import createClient from "openapi-fetch";
import type { paths } from "./generated/schema.js";

const server = process.env.HOMEWARD_SERVER;
const token = process.env.HOMEWARD_TOKEN;
assert(server && token, "HOMEWARD_SERVER and HOMEWARD_TOKEN say where to and as whom");
const began = new Date();
const api = createClient<paths>({ baseUrl: server, headers: { authorization: `Bearer ${token}` } });

const { data: account } = await api.GET("/whoami");
assert(account, "the token is taken");
console.log(`signed in at ${account.desk}`);

const key = randomUUID();
const opening = {
  host: "THA",
  origin: "MMR",
  custodian: "state",
  age: "adult",
  told_of_purpose: "yes",
  person: { name: "Nilar Htwe", sex: "F", nationality: "MMR" },
} as const;
const open = () => api.POST("/cases", { params: { header: { "Idempotency-Key": key } }, body: opening });
const opened = await open();
assert.equal(opened.response.status, 201, JSON.stringify(opened.error));
const again = await open();
assert.equal(again.data?.target.ref, opened.data?.target.ref, "the same key opens one case");
const ref = opened.data!.target.ref;

const asked = await api.GET("/tasks", { params: { query: {} } });
const task = asked.data?.items.find((one) => one.case === ref);
assert(task, "the inbox has the first request of the case");
const shown = await api.GET("/cases/{case}/tasks/{task}", { params: { path: { case: ref, task: task.name } } });
const etag = shown.response.headers.get("etag");
assert(etag, "a task has a tag");
const decide = (outcome: string, match: string) =>
  api.POST("/cases/{case}/tasks/{task}/decide", {
    params: { path: { case: ref, task: task.name }, header: { "Idempotency-Key": randomUUID(), "If-Match": match } },
    body: { outcome } as never,
  });
const wrong = await decide("no_such_outcome", etag);
assert.equal(wrong.response.status, 422, "a word that the step does not have");
assert.equal(wrong.error?.code, "invalid");
const decided = await decide(task.answers![0]!.outcome, etag);
console.log(`${task.name}: ${decided.response.status} ${decided.data?.state ?? decided.error?.code}`);

const list = () => api.GET("/cases", { params: { query: { changed_since: new Date(began.getTime() - 3_600_000).toISOString() } } });
const copy = await list();
assert(copy.data?.items.some((one) => one.ref === ref), "what has changed is listed");
const polled = await api.GET("/cases", {
  params: { query: {}, header: { "If-None-Match": (await api.GET("/cases", { params: { query: {} } })).response.headers.get("etag")! } },
});
assert.equal(polled.response.status, 304, "a poll is answered by its tag");
console.log("the flow has ended");
