"""Many clients of an echo server, each connecting again and again until standard input ends:

    load.py HOST:PORT CLIENTS

Each request goes on a connection of its own, and counts as answered when its bytes have come back and the server has
closed after the client's half. Prints "served N" about ten times a second, and at the end one line of JSON: how many
requests there were, the slowest and the median in milliseconds, each connection that was refused, and each that was cut
with its times of connecting and of failing on CLOCK_MONOTONIC in nanoseconds."""

import json
import os
import random
import select
import socket
import statistics
import sys
import threading
import time

TIMEOUT_SECONDS = 30
LONGEST_REQUEST = 20_000
MOST_PAUSE_SECONDS = 0.05


class Load:
    def __init__(self, server):
        self.server = server
        self.ends = threading.Event()
        self.lock = threading.Lock()
        self.millis = []
        self.refused = []
        self.cut = []

    def client(self, number):
        chance = random.Random(number)
        while not self.ends.is_set():
            self.request(chance.randbytes(chance.randrange(1, LONGEST_REQUEST)))
            time.sleep(chance.random() * MOST_PAUSE_SECONDS)

    def request(self, sent):
        began = time.monotonic_ns()
        try:
            connection = socket.create_connection(self.server, TIMEOUT_SECONDS)
        except OSError as e:
            with self.lock:
                self.refused.append(str(e))
            return
        with connection:
            try:
                self.exchange(connection, sent)
            except OSError as e:
                with self.lock:
                    self.cut.append({"from": began, "to": time.monotonic_ns(), "how": str(e)})
                return
        with self.lock:
            self.millis.append((time.monotonic_ns() - began) / 1e6)

    def exchange(self, connection, sent):
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        received = b"".join(iter(lambda: connection.recv(1 << 16), b""))
        if received != sent:
            raise OSError("%d bytes of %d came back" % (len(received), len(sent)))

    def summary(self):
        return json.dumps({"answered": len(self.millis), "refused": self.refused, "cut": self.cut,
                           "median": statistics.median(self.millis or [0]), "slowest": max(self.millis, default=0)})


def main(address, clients):
    host, port = address.rsplit(":", 1)
    load = Load((host, int(port)))
    threads = [threading.Thread(target=load.client, args=(number,)) for number in range(int(clients))]
    for thread in threads:
        thread.start()
    while not (select.select([0], [], [], 0.1)[0] and not os.read(0, 100)):
        print("served %d" % len(load.millis), flush=True)
    load.ends.set()
    for thread in threads:
        thread.join()
    print(load.summary(), flush=True)


main(*sys.argv[1:])
