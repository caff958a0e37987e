"""Starts programs with random descriptors of those that this one has inherited, with random names, and random specs.

    fuzz_programs.py SEED CASES DIRECTORY JAVA ECHO_DAEMON_JAR DOORBELL_JAR

It runs under every_descriptor, which has made the descriptors in the directory and listed them there. This program keeps
them, so it sees what a child did to them. A case is wrong if it ends in anything but listeners or one message, if inspect
changes anything, or if echo-daemon changes an unclaimed descriptor. Each wrong case is printed with the seed that repeats it
as the first one, and the exit status is then 1.
"""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

FIRST = 3
HIGH = 300
BOUND_SECONDS = 60
NAMES = ["a", "b", "web", "x.socket", "connection", "unknown", "", "a=b", "n" * 200]
SPECS = ["a", "b", "web", "x", "unknown", "a=tcp://127.0.0.1:0", "web=udp://[::1]:0", "x=unixpacket:@fuzz", "b=fifo:fifo",
         "a=unix:new", "x=netlink:route", "b=special:///dev/null", "web=mqueue:///fuzz"]
UNREADABLE = ["a=tcp://x", "a:b", "=", "x=unix:", "b=tcp://[::1]:99999"]
POLICIES = {"--when-missing": ["bind", "fail", "skip", "skip", "skip"], "--when-unclaimed": ["warn", "reject", "close", "fail", "later"]}


def stock():
    lines = [line.split() for line in Path("descriptors").read_text().splitlines()]
    return {label: int(number) for label, number, _ in lines[1:] if number != "0"}


def state(descriptor):
    """Returns the state that must not change: the position, and the flags with O_NONBLOCK, which all copies share."""
    lines = Path(f"/proc/self/fdinfo/{descriptor}").read_text().splitlines()
    return os.readlink(f"/proc/self/fd/{descriptor}"), lines[0], lines[1]


class Case:
    def __init__(self, seed, descriptors, java, echo_daemon, doorbell):
        chance = random.Random(seed)
        self.seed = seed
        self.labels = chance.sample(sorted(descriptors), chance.choice([0, 1, 1, 2, 2, 3, 4, 5, 6, len(descriptors)]))
        self.kept = [descriptors[label] for label in self.labels]
        self.closed = {i for i in range(len(self.labels)) if chance.random() < 0.03}
        for descriptor, label in zip(self.kept, self.labels):
            if not label.endswith("path-only"):
                os.set_blocking(descriptor, chance.random() < 0.5)
        count = chance.choice(["0", "-1", "x", "2147483644"]) if chance.random() < 0.1 else str(len(self.labels))
        self.variables = {"LISTEN_FDS": count}
        if chance.random() < 0.7:
            self.variables["LISTEN_FDNAMES"] = ":".join(chance.choice(NAMES) for _ in self.labels)
        self.inspects = chance.random() < 0.5
        self.specs = chance.sample(SPECS, chance.randint(1, 3))
        if chance.random() < 0.1:
            self.specs.append(chance.choice(UNREADABLE))
        options = [word for option, values in POLICIES.items() for word in (option, chance.choice(values))]
        self.command = [java, "-XX:TieredStopAtLevel=1", "-jar"] + (
            [doorbell, "inspect", "--json"] if self.inspects else [echo_daemon] + options + self.specs)

    def __str__(self):
        passed = [label + (" (closed)" if i in self.closed else "") for i, label in enumerate(self.labels)]
        return f"-Ddoorbell.seed={self.seed}: {passed} {self.variables} {self.command[3:]}"

    def start(self):
        """Sets LISTEN_PID to the child's pid between fork and exec, as a service manager does."""
        script = 'export LISTEN_PID=$$; exec "$@"'
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("LISTEN_", "DOORBELL_", "JAVA_TOOL"))}
        return subprocess.Popen(
            ["sh", "-c", script, "sh"] + self.command, env={**environment, **self.variables}, close_fds=False,
            preexec_fn=self.place, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def place(self):
        for i, descriptor in enumerate(self.kept):
            os.dup2(descriptor, FIRST + i)
        for i in self.closed:
            os.close(FIRST + i)

    def run(self):
        """Returns the error, or None, and the exit status."""
        before = [state(descriptor) for descriptor in self.kept]
        process = self.start()
        lines = []
        signal.alarm(BOUND_SECONDS)
        for line in process.stdout:
            # after "ready" it prints the bytes that it reads, indefinitely for /dev/zero
            if lines[-1:] != ["ready"]:
                lines.append(line.rstrip("\n"))
                if lines[-1] == "ready":
                    process.send_signal(signal.SIGTERM)
        errors = process.stderr.read()
        status = process.wait()
        signal.alarm(0)
        after = [state(descriptor) for descriptor in self.kept]
        return self.judge(status, lines, errors, before == after), status

    def judge(self, status, lines, errors, unchanged):
        if "\tat " in errors or "Exception in thread" in errors or "# " in errors:
            return f"a stack trace: {errors}"
        if self.inspects:
            told = json.loads(lines[0]) if len(lines) == 1 else {}
            if status not in (0, 1) or errors or (status == 1) != bool(told.get("error")):
                return f"inspect ends with {status}, {lines}, {errors}"
            return None if unchanged else "inspect changed a descriptor"
        if status == 0:
            return None if lines[-1:] == ["ready"] and all(map(json.loads, lines[:-1])) else f"said {lines}"
        complaint = [line for line in errors.splitlines() if line.startswith("echo-daemon: ")]
        if status not in (1, 2) or len(complaint) != 1 or len(complaint[0]) < 30 or lines:
            return f"ends with {status}, {lines}, {errors}"
        # Doorbell had opened all listeners before the program itself refused one
        adopted = "cannot serve " in complaint[0]
        return None if unchanged or adopted else "it failed, and changed a descriptor"


def main(seed, cases, directory, *programs):
    os.chdir(directory)
    # out of the way of the numbers that a child gets them at; what this program itself opens keeps away from those too
    nothing = os.open(os.devnull, os.O_RDWR)
    descriptors = {}
    for label, number in stock().items():
        descriptors[label] = HIGH + number
        os.dup2(number, HIGH + number, inheritable=False)
        os.dup2(nothing, number, inheritable=False)
    endings, wrong = {}, 0
    for number in range(int(seed), int(seed) + int(cases)):
        case = Case(number, descriptors, *programs)
        complaint, status = case.run()
        ending = ("inspect " if case.inspects else "echo-daemon ") + str(status)
        endings[ending] = endings.get(ending, 0) + 1
        if complaint:
            wrong = 1
            print(case, complaint, sep="\n  ", file=sys.stderr)
    print(dict(sorted(endings.items())))
    return wrong


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
