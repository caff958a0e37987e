package dev.doorbell.e2e.programs;

import com.sun.jna.NativeLibrary;
import dev.doorbell.handover.Handover;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A program that hands open descriptors on to another program by their numbers, in the order of the argument. */
public final class Passing {
    private Passing() {}

    /**
     * Starts the other program, and ends with its exit status.
     *
     * @param args the numbers, separated by commas, {@code closing} or {@code keeping} standard input, and the command
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> command = Arrays.asList(args).subList(2, args.length);
        Handover handover = new Handover(command);
        for (String number : args[0].split(",", -1)) {
            handover.pass("x", Integer.parseInt(number));
        }
        if (args[1].equals("closing")) {
            // loads all classes, which may open files under the free number
            handover.checkCommand();
            // not System.in.close(), which opens /dev/null instead; and Doorbell closes only its own descriptors
            NativeLibrary.getInstance("c").getFunction("close").invokeInt(new Object[] {0});
        }
        System.exit(handover.start().waitFor());
    }
}
