"""Clients of an echo server that ends when it is idle, timed to meet its end:

    idle_clients.py HOST:PORT REQUESTS PAUSE_SECONDS SPREAD_SECONDS SEED

After each request the next one waits for the pause and a random part of the spread, and comes with up to two others at
the same moment. Ends with 0 if each was accepted and answered whole; otherwise says which was not."""

import random
import socket
import sys
import time

TIMEOUT_SECONDS = 30


def request(server, count, chance):
    sent = [chance.randbytes(chance.randrange(1, 5000)) for _ in range(count)]
    connections = [socket.create_connection(server, TIMEOUT_SECONDS) for _ in sent]
    for connection, bytes_ in zip(connections, sent):
        connection.sendall(bytes_)
        connection.shutdown(socket.SHUT_WR)
    for connection, bytes_ in zip(connections, sent):
        received = b"".join(iter(lambda: connection.recv(1 << 16), b""))
        if received != bytes_:
            raise OSError("%d bytes of %d came back" % (len(received), len(bytes_)))
        connection.close()


def main(address, requests, pause, spread, seed):
    host, port = address.rsplit(":", 1)
    chance = random.Random(seed)
    slowest = 0
    for number in range(int(requests)):
        began = time.monotonic()
        try:
            request((host, int(port)), chance.randrange(1, 4), chance)
        except OSError as e:
            sys.exit("request %d: %s" % (number, e))
        slowest = max(slowest, time.monotonic() - began)
        time.sleep(float(pause) + chance.random() * float(spread))
    print("slowest %d ms" % (slowest * 1000))


main(*sys.argv[1:])
