#!/bin/sh
# Starts the server with the password from its file: the image itself takes it from the
# environment only.
set -eu
POSTGRES_PWD="$(cat "$PASSWORD_FILE")"
export POSTGRES_PWD
exec /etc/temporal/entrypoint.sh
