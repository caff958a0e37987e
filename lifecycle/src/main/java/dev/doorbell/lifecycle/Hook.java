package dev.doorbell.lifecycle;

/** An action of the program at a point of its lifecycle. */
@FunctionalInterface
public interface Hook {
    /**
     * Runs the action.
     *
     * @throws Exception if it fails, which is logged; the lifecycle continues
     */
    void run() throws Exception;
}
