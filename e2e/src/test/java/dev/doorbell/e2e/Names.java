package dev.doorbell.e2e;

/** Names in places that all programs of a machine share. */
final class Names {
    private Names() {}

    static String unique(String what) {
        return "doorbell-" + what + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    }
}
