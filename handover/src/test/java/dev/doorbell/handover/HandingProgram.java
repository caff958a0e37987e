package dev.doorbell.handover;

import java.util.Arrays;
import java.util.List;

/** Hands what {@code -Dpass=NAME=NUMBER,...} says on to the command that its arguments are, and ends as it ends. */
final class HandingProgram {
    private HandingProgram() {}

    public static void main(String[] command) throws Exception {
        Handover handover = new Handover(Arrays.asList(command));
        for (String passed : List.of(System.getProperty("pass", "").split(",", -1))) {
            if (!passed.isEmpty()) {
                String[] parts = passed.split("=", 2);
                handover.pass(parts[0], Integer.parseInt(parts[1]));
            }
        }
        System.exit(handover.start().waitFor());
    }
}
