[description]
Serves HTTP on listeners that systemd or launchd passed, and binds them if none is passed.
A restart loses no client. Enable this module instead of "http".

[tags]
connector
http

[depend]
server

[lib]
lib/doorbell/*.jar

[xml]
etc/doorbell.xml

[ini-template]
## The listeners, as NAME=tcp://HOST:PORT or a bare NAME, separated by commas.
# doorbell.listeners=http=tcp://0.0.0.0:8080

## The time for requests in progress after SIGTERM, in seconds.
# doorbell.drain=10
