package dev.doorbell.spring;

import org.springframework.boot.SpringBootVersion;

/** The versions of Spring Boot that have the classes which this starter needs. */
final class BootVersion {
    private BootVersion() {}

    /**
     * Checks the version of Spring Boot that runs.
     *
     * @throws DoorbellException if it is another
     */
    static void check() {
        check(SpringBootVersion.getVersion());
    }

    static void check(String version) {
        if (!version.matches("(3\\.[5-9]|4\\.\\d+)\\..+")) {
            throw new DoorbellException("doorbell-spring-boot-starter: expected Spring Boot 3.5 to 4.x, got " + version
                    + ". Change the version of Spring Boot or of the starter, or set doorbell.enabled=false.");
        }
    }
}
