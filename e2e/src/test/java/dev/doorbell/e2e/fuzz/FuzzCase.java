package dev.doorbell.e2e.fuzz;

import dev.doorbell.WhenMissing;
import dev.doorbell.WhenUnclaimed;
import dev.doorbell.e2e.libsystemd.SdDescriptor;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One hand-over, and the specs that a program opens with it.
 *
 * @param seed its seed, by which it can be repeated
 * @param passed the descriptors at 3, 4, ...; null for a number that is not open
 * @param nonBlocking whether O_NONBLOCK is set, by number from 3
 * @param variables LISTEN_FDS and LISTEN_FDNAMES, if set
 */
record FuzzCase(
        long seed,
        Call call,
        List<@Nullable SdDescriptor> passed,
        List<Boolean> nonBlocking,
        Map<String, String> variables,
        List<ListenerSpec> specs,
        WhenMissing whenMissing,
        WhenUnclaimed whenUnclaimed) {

    static final int FIRST = 3;

    /** The first number of the copies from which descriptors are put in place. */
    static final int STORE = 1000;

    /** The call of the program. */
    enum Call {
        OPEN,
        PASSED,
        CONNECTION
    }

    /** Puts the descriptors in place, and /dev/null at every number beyond them up to the last. */
    void place(int last, int filler) throws IOException {
        for (int number = FIRST; number <= last; number++) {
            int index = number - FIRST;
            SdDescriptor descriptor = index < passed.size() ? passed.get(index) : null;
            if (index < passed.size() && descriptor == null) {
                close(number);
            } else {
                OpenDescriptors.copy(STORE + (descriptor == null ? filler : descriptor.number()), number);
            }
            if (descriptor != null && !descriptor.label().endsWith("path-only")) {
                OpenDescriptors.setBlocking(number, !nonBlocking.get(index));
            }
        }
    }

    private static void close(int number) throws IOException {
        OpenDescriptors.copy(0, number);
        OpenDescriptors.close(number);
    }

    /** Returns whether another number refers to the same open file, and so shares its state. */
    boolean isShared(int number) {
        SdDescriptor descriptor = at(number);
        return descriptor == null || passed.stream().filter(descriptor::equals).count() > 1;
    }

    @Nullable
    SdDescriptor at(int number) {
        int index = number - FIRST;
        return index >= 0 && index < passed.size() ? passed.get(index) : null;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("-Ddoorbell.seed=" + seed + " (it is then the first case): " + call);
        for (int index = 0; index < passed.size(); index++) {
            SdDescriptor descriptor = passed.get(index);
            text.append("\n  fd ").append(FIRST + index).append(' ');
            text.append(descriptor == null ? "closed" : descriptor.label());
            text.append(nonBlocking.get(index) ? " O_NONBLOCK" : "");
        }
        return text.append("\n  ")
                .append(variables)
                .append("\n  specs ")
                .append(specs)
                .append(", whenMissing ")
                .append(whenMissing)
                .append(", whenUnclaimed ")
                .append(whenUnclaimed)
                .toString();
    }
}
