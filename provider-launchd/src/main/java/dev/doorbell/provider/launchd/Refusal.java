package dev.doorbell.provider.launchd;

import dev.doorbell.descriptors.posix.Errno;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.util.Optional;

/**
 * launchd's answer where it hands nothing out.
 *
 * @param name the name that it was asked for
 * @param number the errno
 */
record Refusal(String name, int number) {

    /**
     * Whether launchd does not know the name, or not this process: it answers ESRCH to both, and {@link UnknownNames} tells
     * them apart.
     */
    boolean isUnknown(ProcessContext process) {
        return Errno.of(number, process.operatingSystem()).orElse(null) == Errno.ESRCH;
    }

    /** Returns where the name was merely not passed, so that the user's policy decides; throws otherwise. */
    void check(ProcessContext process) throws IOException {
        Optional<Errno> errno = Errno.of(number, process.operatingSystem());
        if (errno.isEmpty()) {
            throw failed("errno " + number);
        }
        switch (errno.get()) {
            case ENOENT -> {
                // launchd manages us, and the property list has no such key
            }
            case EALREADY -> throw takenByOthers();
            default -> throw failed(errno.get() + " (" + number + ")");
        }
    }

    private IllegalStateException takenByOthers() {
        return new IllegalStateException("launchd answers EALREADY to the name \"" + name
                + "\": it handed that out to this process before, and not to Doorbell. Let only one of them ask for it, "
                + "Doorbell or the code that calls launch_activate_socket by itself.");
    }

    private IOException failed(String errno) {
        return new IOException("launch_activate_socket failed for the name \"" + name + "\" with " + errno
                + ", where launchd was expected to hand out descriptors. See what launchd says of the job with "
                + "`launchctl print`, or use -Ddoorbell.provider=fallback to bind without it.");
    }
}
