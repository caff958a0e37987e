package dev.doorbell.lifecycle;

/** What a program does at a point of its life. */
@FunctionalInterface
public interface Hook {
    /**
     * Does it.
     *
     * @throws Exception if it fails, which is logged; life goes on
     */
    void run() throws Exception;
}
