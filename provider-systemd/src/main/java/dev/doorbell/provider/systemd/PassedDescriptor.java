package dev.doorbell.provider.systemd;

import dev.doorbell.Address;
import dev.doorbell.Kind;
import dev.doorbell.descriptors.DescriptorFacts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor as it was passed.
 *
 * @param number 3 or more
 * @param name its name, {@code unknown} if it has none; names need not differ
 * @param facts what the kernel says of it; empty if it is taken already, since what is open under the number then may
 *     be something else
 */
record PassedDescriptor(int number, String name, Optional<DescriptorFacts> facts) {
    boolean free() {
        return facts.isPresent();
    }

    /** Whether the service manager gave it no name of its own. */
    boolean unnamed() {
        return name.equals(ListenVariables.UNKNOWN);
    }

    Kind kind() {
        return facts.isPresent() ? facts.get().kind() : Kind.OTHER;
    }

    Optional<Address> address() {
        return facts.isPresent() ? facts.get().address() : Optional.empty();
    }

    boolean ipv6Only() {
        return facts.isPresent()
                && facts.get().socket().isPresent()
                && facts.get().socket().get().ipv6Only();
    }

    /** A process has one descriptor of a number. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PassedDescriptor that && that.number == number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    /** As messages write it: {@code "web" (TCP [::]:80, fd 3)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append('"').append(name).append("\" (");
        if (facts.isPresent()) {
            text.append(kind() == Kind.OTHER ? facts.get().description() : kind().toString());
            if (kind() != Kind.OTHER && address().isPresent()) {
                text.append(' ').append(address().get());
            }
            text.append(", ");
        }
        return text.append("fd ").append(number).append(')').toString();
    }
}
