#!/usr/bin/env bash
# The life of a job under launchd, with echo-daemon: installed, started by its first client, restarted, idle, started
# again, and uninstalled.
#   launchd-life.sh ECHO_DAEMON_JAR [NATIVE]
# On macOS launchctl does it, in the user's own domain. Elsewhere launchd_stand_in.py does, and NATIVE is the folder with
# the libSystem.so of build.sh. All else is the same. Needs bash 3.2 or later, python3 and a JDK; leaves nothing behind.
set -euo pipefail

# shellcheck source=e2e/src/test/sh/launchd-job.sh
. "$(dirname "$0")/launchd-job.sh" life "$@"
control=$work/control.sock
idle_seconds=15
manager=

say() { printf '== %s\n' "$*"; }

fail() {
    echo "FAILED: $*" >&2
    # only after the definitions of the two managers below
    if [ -n "$manager" ]; then "${manager}_report" >&2 || true; fi
    for file in "$work"/*; do
        if [ -f "$file" ]; then
            echo "-- $file" >&2
            cat "$file" >&2
        fi
    done
    exit 1
}

# Waits for up to 60 s until a command succeeds.
await() {
    local what=$1 i
    shift
    for ((i = 0; i < 300; i++)); do
        if "$@"; then return 0; fi
        sleep 0.2
    done
    fail "not within 60 s: $what"
}

# ---- the two managers: install, uninstall, restart, pid ----

macos_install() { launchctl bootstrap "$(domain)" "$plist"; }
# 36, EINPROGRESS: the process is being ended still
macos_uninstall() { launchctl bootout "$(domain)/$label" || [ $? = 36 ]; }
macos_restart() { launchctl kickstart -k "$(domain)/$label"; }
# nothing while no process of it runs
macos_pid() {
    # awk reads to the end: launchctl would fail on a closed pipe
    launchctl print "$(domain)/$label" 2>/dev/null | awk '$1 == "pid" && $2 == "=" && !pid { pid = $3; print pid }' || true
}
macos_installed() { launchctl print "$(domain)/$label" >/dev/null 2>&1; }
macos_report() { launchctl print "$(domain)/$label"; }

stand_in=
stand_in_install() {
    python3 "$here/../python/launchd_stand_in.py" --env \
        "JAVA_TOOL_OPTIONS=-Ddoorbell.provider=launchd -Djna.library.path=$native" \
        "$plist" >"$work/launchd" 2>&1 &
    stand_in=$!
    await "the stand-in has loaded the property list" grep -q '^loaded$' "$work/launchd"
}
stand_in_uninstall() {
    kill -TERM "$stand_in"
    wait "$stand_in"
    stand_in=
}
stand_in_restart() { kill -USR1 "$stand_in"; }
stand_in_pid() {
    awk '$1 == "started" { pid = $2 } $1 == "ended" { pid = "" } END { if (pid) print pid }' "$work/launchd"
}
stand_in_installed() { [ -n "$stand_in" ]; }
# its output is one of the files
stand_in_report() { :; }

if [ "$(uname)" = Darwin ]; then
    manager=macos
else
    [ -f "$native/libSystem.so" ] || fail "elsewhere than on macOS the second argument is the folder with libSystem.so"
    manager=stand_in
fi

cleanup() {
    if "${manager}_installed"; then "${manager}_uninstall" || true; fi
    rm -rf "$work"
}
trap cleanup EXIT

# ---- checks ----

runs() { [ -n "$("${manager}_pid")" ]; }
runs_not() { [ -z "$("${manager}_pid")" ]; }
runs_as_another() { local now; now=$("${manager}_pid") && [ -n "$now" ] && [ "$now" != "$1" ]; }
ready_times() { [ "$(grep -c '^ready$' "$work/out")" = "$1" ]; }

# The answer to a line, over HOST PORT or PATH.
echoed() {
    python3 - "$@" <<'PYTHON'
import socket
import sys

if len(sys.argv) == 2:
    client = socket.socket(socket.AF_UNIX)
    client.settimeout(60)
    client.connect(sys.argv[1])
else:
    client = socket.create_connection((sys.argv[1], int(sys.argv[2])), 60)
client.sendall(b"hello\n")
client.shutdown(socket.SHUT_WR)
answer = b"".join(iter(lambda: client.recv(4096), b""))
sys.exit(answer != b"hello\n")
PYTHON
}

refused() { ! python3 -c 'import socket, sys; socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5)' "$1" 2>/dev/null; }

free_port() { python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# The lines of the last start have the listeners of launchd's property list: both addresses of localhost, and the path.
check_lines() {
    python3 - "$work/out" "$port" "$control" <<'PYTHON' || fail "the listeners are not those of the property list"
import json
import sys

path, port, control = sys.argv[1:]
runs = open(path).read().split("ready\n")
listeners = [json.loads(line) for line in runs[-2].splitlines() if line.startswith("{\"name\"")]
found = sorted((one["name"], one["kind"], one["provider"], one["address"]) for one in listeners)
wanted = sorted([
    ("http", "TCP", "launchd", "127.0.0.1:" + port),
    ("http", "TCP", "launchd", "[::1]:" + port),
    ("control", "UNIX_STREAM", "launchd", control),
])
print(*found, sep="\n")
numbers = [one["fd"] for one in listeners]
sys.exit(found != wanted or min(numbers) < 3 or len(set(numbers)) != len(numbers))
PYTHON
}

# ---- the life ----

port=$(free_port)
write_plist "$work/out" "$java" -jar "$jar" --idle-exit "$idle_seconds" "http=tcp://localhost:$port" \
    "control=unix://$control" <<XML
  <key>Sockets</key>
  <dict>
    <key>http</key>
    <dict>
      <key>SockNodeName</key><string>localhost</string>
      <key>SockServiceName</key><string>$port</string>
    </dict>
    <key>control</key>
    <dict>
      <key>SockPathName</key><string>$control</string>
      <key>SockPathMode</key><integer>384</integer>
    </dict>
  </dict>
  <!-- without it a current macOS waits for 5 s -->
  <key>ExitTimeOut</key><integer>60</integer>
XML

say "1. installed, and no Java runs"
"${manager}_install"
runs_not || fail "a process runs before there is a client"

say "2. the first client starts it and is answered, over each of its sockets"
echoed 127.0.0.1 "$port" || fail "no answer over IPv4"
echoed ::1 "$port" || fail "no answer over IPv6"
echoed "$control" || fail "no answer over $control"
runs || fail "no process runs after a client was answered"
await "it has said ready" ready_times 1
check_lines

say "3. restarted: another process has the same sockets"
first=$("${manager}_pid")
"${manager}_restart"
await "another process than $first runs" runs_as_another "$first"
echoed 127.0.0.1 "$port" || fail "no answer after the restart"
await "it has said ready again" ready_times 2
check_lines

say "4. idle for $idle_seconds s, it ends"
await "it has ended" runs_not

say "5. the next client starts it again"
echoed ::1 "$port" || fail "no answer after it had ended"
await "it has said ready once more" ready_times 3
check_lines

say "6. uninstalled, no process listens"
"${manager}_uninstall"
await "the port is free" refused "$port"
await "the job is gone" eval "! ${manager}_installed"

# ---- jobs that have no Sockets: launchd answers ESRCH, and a program that inherits their label must bind ----

# A job whose shell runs the program as a script says.
load_bare() {
    label=dev.doorbell.bare.$$.$1
    plist=$work/$label.plist
    write_plist "$work/bare.$1" /bin/sh -c "$2" sh "$java" -jar "$jar" http=tcp://127.0.0.1:0 <<XML
  <key>RunAtLoad</key><true/>
  <key>ExitTimeOut</key><integer>60</integer>
XML
    "${manager}_install"
    await "$label is ready" grep -q '^ready$' "$work/bare.$1"
    grep -q '"provider":"fallback"' "$work/bare.$1" || fail "$label has not bound"
}

say "7. a job without Sockets binds, and is told why"
load_bare own 'exec "$@"'
grep -q "$label" "$work/bare.own.err" || fail "no warning names $label"
"${manager}_uninstall"
await "$label is gone" eval "! ${manager}_installed"

say "8. what such a job starts as its child binds too"
# the job's shell is the one to expand it
# shellcheck disable=SC2016
load_bare child 'sh -c "echo the label of a child: \$XPC_SERVICE_NAME"; "$@"; exit $?'
grep 'the label of a child' "$work/bare.child"
"${manager}_uninstall"

say "the whole life of the job was as it should be"
