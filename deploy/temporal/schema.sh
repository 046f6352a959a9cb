#!/bin/sh
# Brings Temporal's two schemas up to the version of this image. Running it again changes nothing.
set -eu
SQL_PASSWORD="$(cat "$PASSWORD_FILE")"
export SQL_PASSWORD
for pair in temporal:temporal temporal_vis:visibility; do
	role="${pair%%:*}"
	temporal-sql-tool --user "$role" setup-schema --version 0.0
	temporal-sql-tool --user "$role" update-schema --schema-name "postgresql/v12/${pair##*:}"
done
