package dev.doorbell.e2e.fuzz;

import dev.doorbell.e2e.fuzz.OpenDescriptors.Opened;
import java.util.Map;
import java.util.Set;

/** What was open before a case, and after it. */
record FuzzedState(FuzzCase fuzzCase, Map<Integer, Opened> before, Map<Integer, Opened> after) {

    /**
     * Checks that nothing else changed than what had to.
     *
     * @param claimed the numbers that a listener took with it when it ended
     * @param mayBeGone those that a policy may have closed
     */
    void check(Set<Integer> claimed, Set<Integer> mayBeGone) {
        before.forEach((number, opened) -> {
            Opened now = after.get(number);
            if (claimed.contains(number)) {
                boolean gone = now == null || isJvms(now.target());
                require(gone, number, "is still there after its listener was closed: " + now);
            } else if (now == null) {
                require(mayBeGone.contains(number), number, "which nobody claimed, was closed");
            } else {
                checkUntouched(number, opened, now, mayBeGone.contains(number));
            }
        });
        after.forEach((number, opened) ->
                require(before.containsKey(number) || isJvms(opened.target()), number, "was left open: " + opened));
    }

    /** A policy that may close it may also have read from it without waiting, which sets O_NONBLOCK. */
    private void checkUntouched(int number, Opened opened, Opened now, boolean mayBeDrained) {
        require(now.target().equals(opened.target()), number, "is another file now: " + now);
        boolean comparable = number < FuzzCase.STORE && !fuzzCase.isShared(number) && !mayBeDrained;
        require(!comparable || now.state().equals(opened.state()), number, "is in another state now: " + now);
    }

    private void require(boolean right, int number, String otherwise) {
        FuzzedHandovers.check(right, () -> "fd " + number + " (" + before.get(number) + ") " + otherwise);
    }

    /** What the JVM opens when it first needs it, and keeps. */
    private static boolean isJvms(String target) {
        return target.endsWith(".jar")
                || target.startsWith(System.getProperty("java.home"))
                || target.equals("/dev/random")
                || target.equals("/dev/urandom");
    }
}
