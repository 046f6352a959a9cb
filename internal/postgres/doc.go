// Package postgres keeps the record in PostgreSQL: it writes what cases, operations and
// movements have become, each change once and in one transaction, and reads what lists,
// inboxes and pages show. It judges nothing: rules and policy have spoken before. No
// personal field goes in or out except through a seal.Box, and no text of the database
// or its driver leaves the package, because it quotes values.
package postgres
