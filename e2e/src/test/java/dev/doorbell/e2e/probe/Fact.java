package dev.doorbell.e2e.probe;

/**
 * A fact that Doorbell relies on, as the sources of the system have it, and its measurement.
 *
 * @param name the name of the fact
 * @param macos the value of XNU, dyld and launchd
 * @param linux the value of Linux
 * @param measure the measurement
 */
record Fact(String name, String macos, String linux, Measure measure) {
    interface Measure {
        String get() throws Exception;
    }

    /** Creates a fact with the same value on both. */
    Fact(String name, String everywhere, Measure measure) {
        this(name, everywhere, everywhere, measure);
    }

    String expected() {
        return Platform.IS_MAC ? macos : linux;
    }

    /** Returns the value of this machine; a failure is a value too. */
    String got() {
        try {
            return measure.get();
        } catch (UnsatisfiedLinkError missing) {
            return "no such function";
        } catch (Exception e) {
            return e.toString();
        }
    }
}
