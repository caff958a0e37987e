package dev.doorbell.e2e;

import dev.doorbell.e2e.OpenDescriptors.Opened;
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
                require(now == null, number, "is still there after its listener was closed");
            } else if (now != null || !mayBeGone.contains(number)) {
                require(now != null, number, "which nobody claimed, was closed");
                require(now.target().equals(opened.target()), number, "is another file now: " + now);
                boolean own = number < FuzzCase.STORE && !fuzzCase.isShared(number) && !mayBeGone.contains(number);
                require(!own || now.state().equals(opened.state()), number, "is in another state now: " + now);
            }
        });
        after.forEach((number, opened) ->
                require(before.containsKey(number) || isJvms(opened.target()), number, "was left open: " + opened));
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
