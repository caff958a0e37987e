package dev.doorbell.descriptors.jdk;

import com.sun.jna.Native;
import java.util.Optional;

/**
 * Why JNA cannot be used, and what to do about it. JNA that is not there, and JNA that is there but cannot load its own
 * native library, fail alike, with a {@link LinkageError}, and take opposite remedies: it unpacks that library into a
 * temporary folder, which a sandbox may have made read-only, full, or {@code noexec}.
 *
 * <p>For providers that call JNA themselves.
 */
public final class JnaTrouble {
    private final boolean missing;
    private final String reason;
    private final String fix;

    private JnaTrouble(boolean missing, String reason, String fix) {
        this.missing = missing;
        this.reason = reason;
        this.fix = fix;
    }

    /**
     * What is wrong with JNA, if anything is.
     *
     * @param failure what a use of JNA threw
     * @return nothing if JNA itself is there and works, so that another library or a function of it is missing
     */
    public static Optional<JnaTrouble> behind(LinkageError failure) {
        if (isMissing(failure)) {
            return Optional.of(missing(failure));
        }
        try {
            // by the initialiser of that class, or not at all
            Native.getLastError();
            return Optional.empty();
        } catch (LinkageError trouble) {
            if (isMissing(trouble)) {
                // and what failed was a class of ours that needs it, for the second time
                return Optional.of(missing(trouble));
            }
            String reason = firstReason(trouble);
            return Optional.of(new JnaTrouble(false, reason, fixFor(reason)));
        }
    }

    private static JnaTrouble missing(LinkageError failure) {
        String className = String.valueOf(failure.getMessage()).replace('/', '.');
        return new JnaTrouble(true, className + " is missing", addJna());
    }

    /**
     * Says it, with the fix.
     *
     * @param what what needs JNA, as the beginning of a sentence
     * @return the sentence, and one with the fix
     */
    public String explain(String what) {
        String problem = missing ? "" : ", and JNA cannot load its native library (" + reason + ")";
        return what + " needs JNA" + problem + ". " + Character.toUpperCase(fix.charAt(0)) + fix.substring(1) + ".";
    }

    /** {@return what happened, in the words of who says so} */
    public String reason() {
        return reason;
    }

    /** {@return what to do, as a part of a sentence} */
    public String fix() {
        return fix;
    }

    /** What to do where it is missing. Doorbell's modules name it as optional, so that the JVM leaves it out unasked. */
    static String addJna() {
        return JnaTrouble.class.getModule().isNamed()
                ? "add net.java.dev.jna:jna and --add-modules com.sun.jna"
                : "add net.java.dev.jna:jna";
    }

    /** Where JNA cannot load its own native part, the JVM says of its classes that they cannot be initialised. */
    private static boolean isMissing(LinkageError failure) {
        return failure instanceof NoClassDefFoundError && failure.getCause() instanceof ClassNotFoundException;
    }

    private static String fixFor(String reason) {
        String installed = "-Djna.boot.library.path=DIR to one with the library out of the same jna jar";
        if (Boolean.getBoolean("jna.nounpack")) {
            return "set " + installed + ", or remove -Djna.nounpack=true";
        }
        // it lacks this processor, or what made one jar of many left it out
        if (reason.contains("not found in resource path")) {
            return "use a jna jar that has it";
        }
        return "set -Djna.tmpdir=DIR to a folder that is writable, has room and is not mounted noexec (under systemd "
                + "CacheDirectory=NAME and -Djna.tmpdir=%C/NAME), or " + installed;
    }

    /** From the second failure on the JVM only quotes the first one: {@code Exception TYPE: MESSAGE [in thread "NAME"]}. */
    private static String firstReason(LinkageError failure) {
        String message = String.valueOf(failure.getMessage());
        if (!(failure.getCause() instanceof ExceptionInInitializerError first)) {
            return message;
        }
        String quoted = String.valueOf(first.getMessage());
        int begin = quoted.indexOf(": ");
        int end = quoted.lastIndexOf(" [in thread");
        return begin >= 0 && end > begin ? quoted.substring(begin + 2, end) : message;
    }
}
