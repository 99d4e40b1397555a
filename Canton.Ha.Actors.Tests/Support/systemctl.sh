#!/bin/bash
# systemctl start|stop canton-ha@NAME...: does to a process what the unit $UNIT says, where there is no systemd. As there, a process has its variables from the file that
# the unit names, and none of its caller's but those that tests need to find and run the program.
set -euo pipefail

setting() { sed -n "s/^$1=//p" "$UNIT"; }

verb=$1
shift
for unit; do
  name=${unit#canton-ha@}
  if [ "$verb" = start ]; then
    command=$(setting ExecStart)
    command=${command//%i/$name}
    command=${command//\/opt\/canton-ha\/Canton.Ha.Actors/canton-ha}
    file=$(setting EnvironmentFile)
    mapfile -t variables < <(env | grep -E '^(PATH|HOME|DOTNET_\w+)='; grep = "${file#-/etc/canton-ha/}")
    # shellcheck disable=SC2086
    env -i "${variables[@]}" ${command//\/etc\/canton-ha\//} < /dev/null >> "$name.log" 2>&1 &
    echo $! > "$name.pid"
  else
    pid=$(cat "$name.pid")
    kill -s "$(setting KillSignal)" "$pid"
    timeout "$(setting TimeoutStopSec)" tail --pid="$pid" -f /dev/null
  fi
done
