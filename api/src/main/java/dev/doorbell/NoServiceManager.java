package dev.doorbell;

import dev.doorbell.spi.ServiceManager;

/** The one that is told nothing. Apart from {@link Doorbell}: to verify that class would load this one's interface too. */
final class NoServiceManager {
    private NoServiceManager() {}

    static ServiceManager get() {
        return new ServiceManager() {};
    }
}
