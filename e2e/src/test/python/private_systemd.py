"""Boots systemd as PID 1 of namespaces of its own, prints its console, and ends it when standard input ends.

    unshare --mount --propagation private python3 private_systemd.py ROOT OWN|HOST PATH...

ROOT is the folder with the system to boot. It is only read: what that system writes stays in memory. With HOST it shares
the network of this machine. Each PATH is visible inside under the same name. The first line that is printed names the
process to enter with nsenter, some time before systemd has come up.

If the parent of this program is killed, standard input ends, and nothing is left either.
"""
import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
import tempfile
import time

BOUND_SECONDS = 10
BECOME = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "sh", "private_root.sh")


def main(root, network, paths):
    # The whole hierarchy, whatever this machine has mounted; only this process sees the mount.
    with tempfile.TemporaryDirectory(prefix="doorbell-cgroup-") as hierarchy:
        subprocess.run(["mount", "-t", "cgroup2", "cgroup2", hierarchy], check=True)
        try:
            with_group(hierarchy, root, network, paths)
        finally:
            subprocess.run(["umount", hierarchy], check=True)


def with_group(hierarchy, root, network, paths):
    group = os.path.join(hierarchy, "doorbell-%d" % os.getpid())
    os.mkdir(group)
    try:
        boot(hierarchy, group, root, network, paths)
    finally:
        remove(group)


def boot(hierarchy, group, root, network, paths):
    console, terminal = pty.openpty()
    namespaces = ["--mount", "--pid", "--cgroup", "--uts", "--ipc"] + (["--net"] if network == "OWN" else [])
    command = ["unshare", *namespaces, "--propagation", "private", "--fork", "--kill-child=KILL",
               "sh", BECOME, os.ttyname(terminal), root, network, *paths]
    system = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True,
                              preexec_fn=lambda: move(0, group))
    os.close(terminal)
    try:
        init = child_of(system)
        if init is None:
            copy(console)
            return
        # a group with a process in it can give none of its controllers to groups below it
        with contextlib.suppress(ProcessLookupError):
            move(system.pid, hierarchy)
        print("init %d" % init, flush=True)
        copy(console)
        # all others go with it, and unshare, its parent, ends after them
        with contextlib.suppress(ProcessLookupError):
            os.kill(init, signal.SIGKILL)
        system.wait(BOUND_SECONDS)
    finally:
        system.kill()
        system.wait()


def move(pid, group):
    with open(os.path.join(group, "cgroup.procs"), "w") as processes:
        processes.write(str(pid))


def child_of(process):
    """Returns None if it has ended, as it does if there is nothing to boot."""
    pid = process.pid
    deadline = time.monotonic() + BOUND_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            return None
        with open("/proc/%d/task/%d/children" % (pid, pid)) as file:
            children = file.read().split()
        if children:
            return int(children[0])
        time.sleep(0.01)
    raise RuntimeError("unshare started nothing")


def copy(console):
    """Prints the console until no process has it open any more, or our own standard input ends."""
    while True:
        ready, _, _ = select.select([console, 0], [], [])
        if 0 in ready and not os.read(0, 4096):
            return
        if console in ready:
            try:
                os.write(1, os.read(console, 65536).replace(b"\r\n", b"\n"))
            except OSError:
                return


def remove(group):
    """The groups of the units stay behind when a system is killed, and go only when their processes have."""
    deadline = time.monotonic() + BOUND_SECONDS
    while True:
        try:
            for folder, _, _ in os.walk(group, topdown=False):
                os.rmdir(folder)
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


main(sys.argv[1], sys.argv[2], sys.argv[3:])
