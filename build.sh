#!/usr/bin/env bash
# Restores, installs what the tests need and this machine lacks, builds, publishes, tests, and ends with a line "N passed, N failed".
# ./build.sh [--target Test|Build|Publish] [--configuration Release] [--filter EXPRESSION] [--published true]   (arguments go to build.cake)
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet tool restore --verbosity quiet
exec dotnet cake build.cake "$@"
