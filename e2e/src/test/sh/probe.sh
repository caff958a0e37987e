#!/usr/bin/env bash
# Prints the facts about this machine that Doorbell relies on, a line each: first as any program, and then as a job of
# launchd that has a socket.
#   probe.sh CLASS_PATH [NATIVE]
# CLASS_PATH has JNA; echo-daemon.jar does. Elsewhere than on macOS, NATIVE is the folder with the libSystem.so of
# build.sh, for launchd_stand_in.py; without it there is no job. A fact that differs is not a failure. Needs bash 3.2 or
# later and a JDK; leaves nothing behind.
set -euo pipefail

# shellcheck source=e2e/src/test/sh/launchd-job.sh
. "$(dirname "$0")/launchd-job.sh" probe "$@"
loaded=

cleanup() {
    if [ -n "$loaded" ]; then "$loaded" || true; fi
    rm -rf "$work"
}
trap cleanup EXIT

booted_out() { launchctl bootout "$(domain)/$label"; }
ended() { kill -TERM "$stand_in"; }

sources=()
for source in "$here"/../java/dev/doorbell/e2e/probe/*.java; do
    # its annotation would need another library
    if [ "${source##*/}" != package-info.java ]; then sources+=("$source"); fi
done
"${java}c" -nowarn -proc:none -cp "$jar" -d "$work/classes" "${sources[@]}"

echo "== any program"
"$java" -cp "$work/classes:$jar" dev.doorbell.e2e.probe.Probe

write_plist "$work/out" "$java" -cp "$work/classes:$jar" dev.doorbell.e2e.probe.Probe --launchd probe "$work/s" <<XML
  <key>Sockets</key>
  <dict>
    <key>probe</key>
    <dict>
      <key>SockPathName</key><string>$work/s</string>
      <key>SockPathMode</key><integer>384</integer>
    </dict>
  </dict>
  <key>RunAtLoad</key><true/>
XML

if [ "$(uname)" = Darwin ]; then
    launchctl bootstrap "$(domain)" "$plist"
    loaded=booted_out
elif [ -n "$native" ]; then
    python3 "$here/../python/launchd_stand_in.py" --env "JAVA_TOOL_OPTIONS=-Djna.library.path=$native" \
        "$plist" >"$work/launchd" 2>&1 &
    stand_in=$!
    loaded=ended
else
    exit 0
fi

echo "== a job of launchd"
for ((i = 0; i < 300; i++)); do
    if grep -q ' facts, [0-9]* differ$' "$work/out" 2>/dev/null; then break; fi
    sleep 0.2
done
touch "$work/out" "$work/out.err"
cat "$work/out" "$work/out.err"
if ! grep -q ' facts, [0-9]* differ$' "$work/out"; then
    echo "Expected the job to end with its count of facts within 60 s, got the above. See launchctl print." >&2
    exit 1
fi
