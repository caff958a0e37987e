package dev.doorbell.descriptors.jdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The message about a JDK that no way leads into; loaded only for that. */
final class ShutWays {
    private ShutWays() {}

    /**
     * The failure that a user sees.
     *
     * @param shut why each way that was tried is shut, by its name; empty if the one that is forced does not exist
     */
    static RuntimeException refusal(Map<String, Throwable> shut) {
        String forced = System.getProperty(JdkAccess.PROPERTY);
        if (shut.isEmpty()) {
            return new IllegalStateException("-D" + JdkAccess.PROPERTY + ": expected "
                    + String.join(", ", JdkAccess.WAYS) + ", got " + forced + ". Use one of them, or remove it.");
        }
        Optional<JnaTrouble> jna =
                shut.get(JdkAccess.JNA) instanceof LinkageError failure ? JnaTrouble.behind(failure) : Optional.empty();
        List<String> reasons = new ArrayList<>();
        for (Map.Entry<String, Throwable> way : shut.entrySet()) {
            boolean isJna = way.getKey().equals(JdkAccess.JNA) && jna.isPresent();
            reasons.add(way.getKey() + ": " + (isJna ? jna.get().reason() : reason(way.getValue())));
        }
        String fix = jna.isPresent() ? jna.get().fix() : JnaTrouble.addJna();
        return new UnsupportedOperationException("cannot make a channel of a descriptor: no way into the JDK is open ("
                + String.join("; ", reasons) + "). "
                + capitalized(
                        forced == null
                                ? addOpens() + ", or " + fix
                                : fixOf(forced, fix) + ", or remove -D" + JdkAccess.PROPERTY + "=" + forced)
                + ".");
    }

    private static String fixOf(String forced, String fixOfJna) {
        if (forced.equals(JdkAccess.OPENED)) {
            return addOpens();
        }
        return forced.equals(JdkAccess.JNA) ? fixOfJna : "use a Java that has the module jdk.unsupported";
    }

    private static String addOpens() {
        return "start Java with --add-opens java.base/" + SunNioCh.PACKAGE + "=" + nameOf(ShutWays.class.getModule());
    }

    /** As {@code --add-opens} names the module that it opens to. */
    static String nameOf(Module module) {
        return module.isNamed() ? module.getName() : "ALL-UNNAMED";
    }

    private static String capitalized(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** The JVM's own message about a missing class is the bare name of the class. */
    private static String reason(Throwable shut) {
        String message = String.valueOf(shut.getMessage());
        return shut instanceof ClassNotFoundException || shut instanceof NoClassDefFoundError
                ? message.replace('/', '.') + " is missing"
                : message;
    }
}
