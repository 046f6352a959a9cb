#!/bin/bash
# Runs once, when the database is made: the roles and the one database they share. Temporal's
# server takes no search path in its settings, so each of its two roles has one of its own.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -q --username "${POSTGRES_USER:-postgres}" --dbname postgres \
	-v homeward="$(cat "${SECRETS:-/run/secrets}/homeward_password")" \
	-v temporal="$(cat "${SECRETS:-/run/secrets}/temporal_password")" <<'SQL'
create role homeward login password :'homeward';
create role temporal login password :'temporal';
create role temporal_vis login password :'temporal';
create database homeward owner homeward;
revoke all on database homeward from public;
grant connect, temporary on database homeward to temporal, temporal_vis;
alter role temporal in database homeward set search_path = temporal, public;
alter role temporal_vis in database homeward set search_path = temporal_vis, public;
\connect homeward
create extension btree_gin;
create schema temporal authorization temporal;
create schema temporal_vis authorization temporal_vis;
SQL
