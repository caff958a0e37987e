package dev.doorbell.e2e.probe;

/**
 * Something that Doorbell relies on, as it was read in the sources of the system, and how to see it.
 *
 * @param name what is looked at
 * @param macos what XNU, dyld and launchd do
 * @param linux what Linux does
 * @param measure looks at it
 */
record Fact(String name, String macos, String linux, Measure measure) {
    interface Measure {
        String get() throws Exception;
    }

    /** One that is alike on both. */
    Fact(String name, String everywhere, Measure measure) {
        this(name, everywhere, everywhere, measure);
    }

    String expected() {
        return Platform.IS_MAC ? macos : linux;
    }

    /** What the machine does; a failure is an answer too. */
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
