package dev.doorbell.e2e.fuzz;

import dev.doorbell.e2e.fuzz.OpenDescriptors.Opened;
import java.util.Map;
import java.util.Set;

/** The open descriptors before a case, and after it. */
record FuzzedState(FuzzCase fuzzCase, Map<Integer, Opened> before, Map<Integer, Opened> after) {

    /**
     * Checks that only the expected changes happened.
     *
     * @param claimed the numbers that a listener closed at its end
     * @param mayBeGone the numbers that a policy may have closed
     */
    void check(Set<Integer> claimed, Set<Integer> mayBeGone) {
        before.forEach((number, opened) -> {
            Opened now = after.get(number);
            if (claimed.contains(number)) {
                boolean gone = now == null || isJvms(now.target());
                require(gone, number, "is still there after its listener was closed: " + now);
            } else if (now == null) {
                require(mayBeGone.contains(number), number, "is closed, and no listener claimed it");
            } else {
                checkUntouched(number, opened, now, mayBeGone.contains(number));
            }
        });
        after.forEach((number, opened) ->
                require(before.containsKey(number) || isJvms(opened.target()), number, "was left open: " + opened));
    }

    /**
     * Checks that a descriptor is unchanged. A policy that may close it may also have read from it without waiting, which
     * sets O_NONBLOCK.
     */
    private void checkUntouched(int number, Opened opened, Opened now, boolean mayBeDrained) {
        require(now.target().equals(opened.target()), number, "is another file now: " + now);
        boolean comparable = number < FuzzCase.STORE && !fuzzCase.isShared(number) && !mayBeDrained;
        require(!comparable || now.state().equals(opened.state()), number, "is in another state now: " + now);
    }

    private void require(boolean right, int number, String otherwise) {
        FuzzedHandovers.check(right, () -> "fd " + number + " (" + before.get(number) + ") " + otherwise);
    }

    /** Returns whether it is a file that the JVM opens when it first needs it, and keeps. */
    private static boolean isJvms(String target) {
        return target.endsWith(".jar")
                || target.startsWith(System.getProperty("java.home"))
                || target.equals("/dev/random")
                || target.equals("/dev/urandom");
    }
}
