package dev.doorbell.descriptors.jdk;

import dev.doorbell.descriptors.posix.JnaTrouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The message about a JDK that no way leads into; loaded only for that. */
final class ShutWays {
    private ShutWays() {}

    static IllegalStateException unknown(String forced) {
        return new IllegalStateException("-D" + JdkAccess.PROPERTY + ": expected " + String.join(", ", JdkAccess.WAYS)
                + ", got \"" + forced + "\". Use one of them, or remove it.");
    }

    /**
     * The failure that a user sees.
     *
     * @param shut why each way that was tried is shut, by its name
     */
    static UnsupportedOperationException refusal(Map<String, Throwable> shut) {
        List<String> reasons = new ArrayList<>();
        List<String> fixes = new ArrayList<>();
        for (Map.Entry<String, Throwable> way : shut.entrySet()) {
            Optional<JnaTrouble> jna = way.getKey().equals(JdkAccess.JNA) && way.getValue() instanceof LinkageError e
                    ? JnaTrouble.behind(e)
                    : Optional.empty();
            reasons.add(way.getKey() + ": " + (jna.isPresent() ? jna.get().reason() : reason(way.getValue())));
            if (jna.isPresent()) {
                fixes.add(jna.get().fix());
            } else if (way.getKey().equals(JdkAccess.OPENED)) {
                fixes.add("start Java with --add-opens java.base/" + SunNioCh.PACKAGE + "="
                        + nameOf(ShutWays.class.getModule()));
            } else if (way.getKey().equals(JdkAccess.SERIALIZATION) && isMissing(way.getValue())) {
                fixes.add("use a Java that has the module jdk.unsupported");
            }
        }
        String forced = System.getProperty(JdkAccess.PROPERTY);
        if (forced != null) {
            fixes.add("remove -D" + JdkAccess.PROPERTY + "=" + forced);
        }
        String fix = String.join(", or ", fixes);
        return new UnsupportedOperationException("cannot make a channel of a descriptor: no way into the JDK is open ("
                + String.join("; ", reasons) + "). " + Character.toUpperCase(fix.charAt(0)) + fix.substring(1) + ".");
    }

    /** As {@code --add-opens} names the module that it opens to. */
    static String nameOf(Module module) {
        return module.isNamed() ? module.getName() : "ALL-UNNAMED";
    }

    private static boolean isMissing(Throwable shut) {
        return shut instanceof ClassNotFoundException || shut instanceof NoClassDefFoundError;
    }

    /** The JVM's own message about a missing class is the bare name of the class. */
    private static String reason(Throwable shut) {
        String message = String.valueOf(shut.getMessage());
        return isMissing(shut) ? message.replace('/', '.') + " is missing" : message;
    }
}
