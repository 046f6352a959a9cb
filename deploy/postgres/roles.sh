#!/bin/bash
# Runs once, when the database is made: the roles and the one database they share. homeward owns
# the record and migrates it; the API, the worker and the auditor have roles of their own, which
# own nothing and have only the rights that the migrations grant. Temporal's server takes no search path in
# its settings, so each of its two roles has one of its own.
set -euo pipefail
# Passwords go from file to server: on a command line every account of the host could read them.
export SECRETS="${SECRETS:-/run/secrets}"
psql -v ON_ERROR_STOP=1 -q --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\set homeward `cat "$SECRETS/homeward_password"`
\set homeward_api `cat "$SECRETS/homeward_api_password"`
\set homeward_worker `cat "$SECRETS/homeward_worker_password"`
\set homeward_audit `cat "$SECRETS/homeward_audit_password"`
\set temporal `cat "$SECRETS/temporal_password"`
create role homeward login password :'homeward';
create role homeward_api login password :'homeward_api';
create role homeward_worker login password :'homeward_worker';
create role homeward_audit login password :'homeward_audit';
create role temporal login password :'temporal';
create role temporal_vis login password :'temporal';
create database homeward owner homeward;
revoke all on database homeward from public;
grant connect on database homeward to homeward_api, homeward_worker, homeward_audit;
grant connect, temporary on database homeward to temporal, temporal_vis;
alter role temporal in database homeward set search_path = temporal, public;
alter role temporal_vis in database homeward set search_path = temporal_vis, public;
\connect homeward
create extension btree_gin;
create schema temporal authorization temporal;
create schema temporal_vis authorization temporal_vis;
SQL
