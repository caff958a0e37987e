package dev.doorbell.junit;

/** A wait that has failed, whose message has the state of its program. */
final class ProgramFailure extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private final transient ActiveProgram program;

    ProgramFailure(String message, ActiveProgram program) {
        super(message + "\n" + Report.of(program));
        this.program = program;
    }

    boolean isOf(ActiveProgram other) {
        return program == other;
    }
}
