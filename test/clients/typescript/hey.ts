// The client that hey-api generates, as it comes: it must be able to sign in.
import assert from "node:assert/strict";
import { client } from "./generated/hey/client.gen.js";
import { showAccount } from "./generated/hey/sdk.gen.js";

client.setConfig({ baseUrl: process.env.HOMEWARD_SERVER as never, auth: process.env.HOMEWARD_TOKEN! });
const { data, error } = await showAccount();
assert(data, JSON.stringify(error));
console.log(`signed in at ${data.desk}`);
