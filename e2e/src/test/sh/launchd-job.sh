# shellcheck shell=bash
# The first part of a script that runs jobs of launchd, or of launchd_stand_in.py:
#   . launchd-job.sh NAME CLASS_PATH [NATIVE]
# It sets the label of a job, the folder that it works in, where its property list is, and the java to run.
# shellcheck disable=SC2034 # the variables are the script's
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jar=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
native=${3:-}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
java=$(command -v "$java")
label=dev.doorbell.$1.$$
# a UNIX path has at most 103 bytes on macOS, and its TMPDIR is long
work=$(mktemp -d "/tmp/doorbell-$1.XXXXXX")
plist=$work/$label.plist

domain() {
    if launchctl print "gui/$(id -u)" >/dev/null 2>&1; then echo "gui/$(id -u)"; else echo "user/$(id -u)"; fi
}

# write_plist OUT ARGUMENT...: a job that runs a command and writes to OUT and OUT.err; more keys come from standard input.
write_plist() {
    local out=$1 argument
    shift
    {
        cat <<XML
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key><string>$label</string>
  <key>ProgramArguments</key>
  <array>
XML
        for argument; do printf '    <string>%s</string>\n' "$argument"; done
        echo '  </array>'
        cat
        cat <<XML
  <!-- user/UID, without a logged-in user, is a session of the second type -->
  <key>LimitLoadToSessionType</key>
  <array><string>Aqua</string><string>Background</string></array>
  <key>StandardOutPath</key><string>$out</string>
  <key>StandardErrorPath</key><string>$out.err</string>
</dict>
</plist>
XML
    } >"$plist"
}
