#!/bin/sh
# Runs tests on the JDKs and the systemd of a newer Debian, with their own libc:
#   newer-debian.sh [jdks|systemd] [SUITE]
# jdks adopts and uses every kind by every way in on each JDK of SUITE, and every socket of the JDK and of Netty under the
# agent, and prints the table of docs/jdks.md; systemd runs every test that boots a systemd under that of SUITE, with this
# machine's java. SUITE is sid by default.
# Needs root, Maven, gcc and what debian-root.sh needs. It unpacks 1.5 GB into ~/.cache/doorbell/debian-SUITE, and installs
# nothing.
set -eu
what=${1:-jdks}
suite=${2:-sid}
root=${XDG_CACHE_HOME:-$HOME/.cache}/doorbell/debian-$suite
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../../../.."
export CI=true

"$here/debian-root.sh" "$suite" "$root" systemd python3-minimal libpython3-stdlib socat util-linux mount \
    curl grep iproute2 libseccomp2 mawk passwd procps sed strace libstdc++6 zlib1g '^openjdk-(1[7-9]|[2-9][0-9])-jre-headless$'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -B -q --no-transfer-progress -Dstyle.color=never -DskipTests package dependency:build-classpath \
    -Dmdep.outputFile=target/class-path -Dmdep.includeScope=test -pl bom,e2e -am
sh e2e/src/test/c/build.sh e2e/target/native

# junit JAVA ARGUMENT...
junit() {
    java=$1
    shift
    "$java" -cp "e2e/target/test-classes:$(cat e2e/target/class-path)" "-Ddoorbell.root=$PWD" \
        "-Ddoorbell.native=$PWD/e2e/target/native" "-Ddoorbell.systemd.root=$root" \
        org.junit.platform.console.ConsoleLauncher execute --disable-banner --disable-ansi-colors \
        --details-theme=ascii --fail-if-no-tests "$@"
}

# The result of one way in, which is part of the tests' names.
cell() {
    if grep -q "$1 \[OK\]" "$work/out"; then
        echo yes
    elif grep -q "$1 \[X\]" "$work/out"; then
        echo no
    else
        echo -
    fi
}

jdks() {
    failed=0
    export DOORBELL_ROOT="$root" DOORBELL_CHECKOUT="$PWD"
    echo '| JDK | ReflectionFactory | opened package | JNA | agent |'
    echo '|---|---|---|---|---|'
    for home in "$root"/usr/lib/jvm/java-*-openjdk-*; do
        [ ! -h "$home" ] || continue
        export DOORBELL_JAVA="/usr/lib/jvm/${home##*/}"
        if ! junit "$here/java-in-root.sh" --details=tree --select-class dev.doorbell.e2e.kinds.EveryWayInIT \
            >"$work/out" 2>&1; then
            failed=1
            cat "$work/out" >&2
        fi
        agent=yes
        # a JRE cannot run a source
        if ! junit "$here/java-in-root.sh" --details=tree --select-class dev.doorbell.e2e.agent.AgentIT \
            --select-class dev.doorbell.e2e.agent.AgentNettyIT \
            --select-class dev.doorbell.e2e.agent.AgentLifetimeIT \
            --exclude-methodname '.*#a_server_of_the_jdk_serves' >"$work/agent" 2>&1; then
            agent=no
            failed=1
            cat "$work/agent" >&2
        fi
        version=$("$here/java-in-root.sh" -XshowSettings:properties -version 2>&1 \
            | sed -n 's/^ *java\.runtime\.version = //p')
        echo "| $version | $(cell SERIALIZATION) | $(cell OPENED) | $(cell JNA) | $agent |"
    done
    return "$failed"
}

# The names of the classes that need one.
systemd() {
    "$here/newer-systemd.sh"
    cd e2e/src/test/java
    grep -rl '@Needs(.*"private systemd"' --include='*IT.java' . | sed 's|^\./|--select-class=|; s|\.java$||; s|/|.|g' \
        | sort >"$work/classes"
    cd - >/dev/null
    # shellcheck disable=SC2046 # a list
    junit "${JAVA_HOME:+$JAVA_HOME/bin/}java" --details=summary $(cat "$work/classes")
}

"$what"
