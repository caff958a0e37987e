package dev.doorbell.descriptors.jdk;

import java.io.IOException;

/**
 * Says which descriptor the operating system refused, and what to do: the JDK's message is the text of the errno only, in
 * the language of the locale. So the cause is found by trying, not by that text.
 */
public final class DescriptorRefusal {
    public static final String LIMIT = "Raise the limit of open files (LimitNOFILE= in a systemd unit, ulimit -n)";

    private DescriptorRefusal() {}

    /**
     * The refusal as a user reads it.
     *
     * @param what a verb, with the number for its object: {@code close}
     */
    public static IOException of(String what, int number, IOException refused) {
        return new IOException(
                "cannot " + what + " fd " + number + ": " + refused.getMessage() + ". " + fix(number), refused);
    }

    private static String fix(int number) {
        try {
            if (SunNioCh.canBeDuplicated(number)) {
                return "Allow the system call, if a sandbox filters it (SystemCallFilter= in a systemd unit).";
            }
            if (number < 0) {
                return "Pass a descriptor that is open.";
            }
            return isClosed(number)
                    ? "Another part of the program has closed it: close a listener once, through Doorbell."
                    : LIMIT + ", or keep fewer files open.";
        } catch (IOException unknown) {
            return "Pass a descriptor that is open.";
        }
    }

    private static boolean isClosed(int number) throws IOException {
        return (SunNioCh.poll(SunNioCh.newFD(number), SunNioCh.POLLIN, 0) & SunNioCh.POLLNVAL) != 0;
    }
}
