package dev.doorbell.junit;

/** The state of a program at the failure of a test, which every report of the failure shows with it. */
final class ProgramState extends Exception {
    private static final long serialVersionUID = 1;

    ProgramState(String report) {
        super(report, null, false, false);
    }
}
