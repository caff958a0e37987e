package dev.doorbell.spring;

/**
 * A bean in applications whose web server can adopt a listener.
 *
 * @param name the server
 */
record AdoptingServer(String name) {}
