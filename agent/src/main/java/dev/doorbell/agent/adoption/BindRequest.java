package dev.doorbell.agent.adoption;

import dev.doorbell.spec.Address;
import java.io.IOException;
import java.net.ProtocolFamily;

/** A call of {@code bind(2)} that the program is about to make. */
abstract class BindRequest {
    private final int number;
    private final Object owner;
    private final Address address;

    /**
     * A request.
     *
     * @param number the program's socket
     * @param owner the object that has the socket: a channel, or the implementation of a {@link java.net.ServerSocket}
     * @param address where to
     */
    BindRequest(int number, Object owner, Address address) {
        this.number = number;
        this.owner = owner;
        this.address = address;
    }

    int number() {
        return number;
    }

    Object owner() {
        return owner;
    }

    Address address() {
        return address;
    }

    /** Before another descriptor is put under the number, which ends the watches of epoll. */
    void beforeAdoption() throws IOException {}

    /** Once another descriptor is under the number: no selector watches it yet. */
    abstract void afterAdoption() throws IOException;

    /** Tells the owner that the adopted socket is of another family than its own was. */
    abstract void setFamily(ProtocolFamily family) throws IOException;

    /** Makes the call. */
    abstract void make() throws IOException;
}
