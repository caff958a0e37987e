package dev.doorbell.handover;

import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.files.FileType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The descriptors of a child process by their numbers there: from 3 on, or one as its standard input and output. */
final class HandedDescriptors {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;

    private final List<String> names = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();
    private @Nullable Integer standard;

    /** Adds the next one from 3. */
    void add(String escapedName, int number) {
        if (standard != null) {
            throw mixed();
        }
        names.add(escapedName);
        numbers.add(checked(number));
    }

    void setStandard(int number) {
        if (!numbers.isEmpty()) {
            throw mixed();
        }
        standard = checked(number);
    }

    private static int checked(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("expected a descriptor number of at least 0, got " + number
                    + ". Use the one that detachFd() returns.");
        }
        return number;
    }

    private static IllegalStateException mixed() {
        return new IllegalStateException("cannot pass descriptors both by number and as standard streams. Call only"
                + " pass(), or only standardStreams().");
    }

    /** Whether {@code sd_listen_fds(3)} is to find them. */
    boolean announced() {
        return !numbers.isEmpty();
    }

    /** How many are announced. */
    int size() {
        return numbers.size();
    }

    /** {@code LISTEN_FDNAMES}. */
    String namesText() {
        return String.join(":", names);
    }

    /** The first number that is not passed: it and all above are closed. */
    int end() {
        return DescriptorMoves.FIRST + numbers.size();
    }

    List<DescriptorMoves.Move> moves() {
        return standard == null
                ? DescriptorMoves.of(numbers)
                : List.of(new DescriptorMoves.Move(standard, STDIN), new DescriptorMoves.Move(standard, STDOUT));
    }

    /** A descriptor that is not open any more, in words; null if all are. */
    @Nullable
    String closed() throws IOException {
        if (standard != null && DescriptorPath.type(standard) == FileType.CLOSED) {
            return "fd " + standard + " as standard input and output";
        }
        for (int i = 0; i < numbers.size(); i++) {
            if (DescriptorPath.type(numbers.get(i)) == FileType.CLOSED) {
                return "fd " + numbers.get(i) + " as \"" + names.get(i) + "\"";
            }
        }
        return null;
    }
}
