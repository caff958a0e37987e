"""A stand-in for launchd's half of socket activation, for tests on machines that have none.

    launchd_stand_in.py [--unknown ERRNO] [--answer NAME=ERRNO] [--lowest NUMBER] [--env K=V] [--throttle SECONDS]
                        [--libxpc LIBRARY] PLIST

Reads one property list (plistlib), binds its Sockets, and runs the job as launchd does: at the first connection or
datagram, or at once with RunAtLoad; again when it has ended and a client comes, but not within ThrottleInterval (10 s)
of the last start. fake_launchd.c, loaded by the job as libSystem, asks here for launch_activate_socket(); descriptors
go over as SCM_RIGHTS, since launchd's too arrive only with the answer. Errors as launchd's:

        ESRCH     the caller is not the job's own process, the job has no Sockets, or (as on a real macOS, which the tests of
              tprasadtp/go-launchd found) the name is not there; --unknown ENOENT gives what launch(3) says of the last
    EALREADY  the name was handed to this process before

The job has its label in XPC_SERVICE_NAME, and what it starts inherits that. Since macOS 26 such a process sees `0` instead
(openclaw/openclaw#91525): --libxpc preloads fake_libxpc.c, which does that.

Standard output says "socket NAME ADDRESS" for each, "loaded", "started PID", "ended PID STATUS". SIGUSR1 is
`launchctl kickstart -k`, SIGTERM and SIGINT are `launchctl bootout`.
"""
import argparse
import errno
import os
import plistlib
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

# no folder of compiled code among the sources
sys.dont_write_bytecode = True
import launchd_sockets  # noqa: E402

THROTTLE_SECONDS = 10
# the default that launchctl prints, and after which a job gets SIGKILL (elastic/elastic-agent#593);
# launchd.plist(5) says 20
EXIT_SECONDS = 5
# the most that a job of a user gets
MOST_EXIT_SECONDS = 60
PATH = "/usr/bin:/bin:/usr/sbin:/sbin"
INHERITED = ("HOME", "LOGNAME", "SHELL", "TMPDIR", "USER")


def number(name):
    return int(name) if name.isdigit() else getattr(errno, name)


class Job:
    """One process of the job after another."""

    def __init__(self, plist, variables):
        self.plist = plist
        self.variables = variables
        self.process = None
        self.started = None
        self.handed_out = set()

    def start(self):
        self.handed_out = set()
        self.started = time.monotonic()
        arguments = self.plist.get("ProgramArguments") or [self.plist["Program"]]
        with self._stream("StandardOutPath", 1) as out, self._stream("StandardErrorPath", 2) as err:
            self.process = subprocess.Popen(
                arguments, executable=self.plist.get("Program"), cwd=self.plist.get("WorkingDirectory", "/"),
                env=self.variables, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                start_new_session=True)
        print("started %d" % self.process.pid, flush=True)

    def _stream(self, key, otherwise):
        path = self.plist.get(key)
        return open(path, "ab") if path else os.fdopen(os.dup(otherwise), "ab")

    def ended(self):
        """Whether no process of it runs."""
        if self.process is not None and self.process.poll() is not None:
            print("ended %d %d" % (self.process.pid, self.process.returncode), flush=True)
            self._end_group()
            self.process = None
        return self.process is None

    def _end_group(self):
        """Kills the rest of the job's process group: launchd.plist(5), AbandonProcessGroup."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def seconds_until_allowed(self, throttle):
        return 0 if self.started is None else max(0, self.started + throttle - time.monotonic())

    def stop(self):
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(min(self.plist.get("ExitTimeOut", EXIT_SECONDS), MOST_EXIT_SECONDS))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.ended()


class Launchd:
    def __init__(self, options):
        with open(options.plist, "rb") as file:
            plist = plistlib.load(file)
        self.unknown = number(options.unknown)
        self.answers = {name: number(value) for name, value in (one.split("=", 1) for one in options.answer)}
        self.throttle = options.throttle if options.throttle is not None else plist.get(
            "ThrottleInterval", THROTTLE_SECONDS)
        self.bound = launchd_sockets.Bound(plist.get("Sockets", {}))
        self.directory = tempfile.mkdtemp(prefix="launchd-")
        self.door = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.door.bind(os.path.join(self.directory, "door"))
        self.door.listen(16)
        self.job = Job(plist, self._variables(plist, options))
        self.wanted = plist.get("RunAtLoad", False)
        self.unloaded = False

    def _variables(self, plist, options):
        variables = {name: os.environ[name] for name in INHERITED if name in os.environ}
        variables.update(PATH=PATH, XPC_FLAGS="0x0", XPC_SERVICE_NAME=plist["Label"])
        variables["DOORBELL_FAKE_LAUNCHD_MANAGER"] = self.door.getsockname()
        variables["DOORBELL_FAKE_LAUNCHD_LOWEST"] = str(options.lowest)
        variables["DOORBELL_FAKE_LAUNCHD_PID"] = str(os.getpid())
        if options.libxpc:
            variables["LD_PRELOAD"] = options.libxpc
        variables.update(self.bound.variables)
        variables.update(plist.get("EnvironmentVariables", {}))
        variables.update(one.split("=", 1) for one in options.env)
        return variables

    def run(self, wakeups):
        print("loaded", flush=True)
        while not self.unloaded:
            self._start_if_it_may()
            watched = {self.door.fileno(): None, wakeups: None}
            idle = self.job.ended()
            wait = self.job.seconds_until_allowed(self.throttle) if idle else 0
            if idle and wait == 0:
                watched.update((one.fileno(), one) for one in self.bound.all())
            poll = select.poll()
            for descriptor in watched:
                poll.register(descriptor, select.POLLIN)
            for descriptor, _ in poll.poll(int(wait * 1000) + 1 if wait > 0 else None):
                if descriptor == wakeups:
                    os.read(wakeups, 64)
                elif descriptor == self.door.fileno():
                    self._answer()
                else:
                    self.wanted = True

    def _start_if_it_may(self):
        if self.wanted and self.job.ended() and self.job.seconds_until_allowed(self.throttle) == 0:
            self.wanted = False
            self.job.start()

    def _answer(self):
        client, _ = self.door.accept()
        with client:
            client.settimeout(5)
            name = client.recv(1024).decode("utf-8", "replace")
            pid = struct.unpack("3i", client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
            answer = self._errno(pid, name)
            sockets = [] if answer else self.bound.sockets[name]
            # one message even where there is no descriptor to go with it
            socket.send_fds(client, [struct.pack("=ii", answer, len(sockets))], [one.fileno() for one in sockets])

    def _errno(self, pid, name):
        if self.job.process is None or pid != self.job.process.pid or not self.bound.sockets:
            return errno.ESRCH
        if name in self.answers:
            return self.answers[name]
        if name not in self.bound.sockets:
            return self.unknown
        if name in self.job.handed_out:
            return errno.EALREADY
        self.job.handed_out.add(name)
        return 0

    def kickstart(self, *_):
        if not self.job.ended():
            self.job.process.terminate()
        # a user's request, which launchd does not throttle
        self.job.started = None
        self.wanted = True

    def bootout(self, *_):
        self.unloaded = True

    def close(self):
        self.job.stop()
        self.bound.close()
        self.door.close()
        os.unlink(os.path.join(self.directory, "door"))
        os.rmdir(self.directory)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--unknown", default="ESRCH")
    parser.add_argument("--answer", action="append", default=[])
    parser.add_argument("--lowest", type=int, default=3)
    parser.add_argument("--env", action="append", default=[])
    parser.add_argument("--throttle", type=float)
    parser.add_argument("--libxpc")
    parser.add_argument("plist")
    sys.stdout.reconfigure(line_buffering=True)
    launchd = Launchd(parser.parse_args())
    wakeups, write = os.pipe()
    os.set_blocking(write, False)
    signal.set_wakeup_fd(write)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGUSR1, launchd.kickstart)
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, launchd.bootout)
    try:
        launchd.run(wakeups)
    finally:
        launchd.close()
    print("unloaded")


if __name__ == "__main__":
    main()
