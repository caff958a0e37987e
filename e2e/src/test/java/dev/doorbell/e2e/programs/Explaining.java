package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;

/** A program that prints which provider is chosen, and why. */
public final class Explaining {
    private Explaining() {}

    /**
     * Explains.
     *
     * @param args none
     */
    public static void main(String[] args) {
        System.out.println(Doorbell.explain());
    }
}
