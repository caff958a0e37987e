package dev.doorbell.descriptors.posix;

import com.sun.jna.Native;
import java.util.Optional;

/**
 * The reason why JNA cannot be used, and what to do about it. JNA that is missing and JNA that cannot load its native
 * library both fail with a {@link LinkageError}, and take opposite remedies: JNA unpacks that library into a temporary
 * folder, which a sandbox may have made read-only, full, or {@code noexec}.
 *
 * @param missing whether JNA is missing
 * @param reason the reason, in the words of the JVM or of JNA
 * @param fix what to do, as a part of a sentence
 */
public record JnaTrouble(boolean missing, String reason, String fix) {
    /**
     * Finds out what is wrong with JNA.
     *
     * @param failure what a use of JNA threw
     * @return empty if JNA works, so that another library or a function of it is missing
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

    /** The fix names a module too: Doorbell's modules require JNA optionally, so the JVM does not resolve it unasked. */
    private static JnaTrouble missing(LinkageError failure) {
        String className = String.valueOf(failure.getMessage()).replace('/', '.');
        boolean isNamed = JnaTrouble.class.getModule().isNamed();
        String fix = "add net.java.dev.jna:jna" + (isNamed ? " and --add-modules com.sun.jna" : "");
        return new JnaTrouble(true, className + " is missing", fix);
    }

    /**
     * Returns the message for a user, with the fix.
     *
     * @param what what needs JNA, as the beginning of a sentence
     */
    public String explain(String what) {
        String problem = missing ? "" : ", and JNA cannot load its native library (" + reason + ")";
        return what + " needs JNA" + problem + ". " + Character.toUpperCase(fix.charAt(0)) + fix.substring(1) + ".";
    }

    /** JNA that cannot load its native library also fails with this error, though for a class that exists. */
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
