#!/bin/bash
# Run once by PostgreSQL's image, when its data directory is new: the role of the nodes, which is no superuser, and a database for each logical node.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --set password="$CANTON_DB_PASSWORD" --username postgres --dbname postgres <<'SQL'
create role canton login password :'password';
create database participant owner canton;
create database synchronizer owner canton;
SQL
