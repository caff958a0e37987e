package dev.doorbell.units;

import java.util.ArrayList;
import java.util.List;

/**
 * The words that a service manager starts a service with: its command, and what a {@link StartUp} adds to it.
 *
 * <p>A JVM that is told of an archive that is not there does without its own one too and starts slower than with no
 * option at all, and none takes the options that read and write one at once. So a shell looks, and becomes Java.
 */
final class StartCommand {
    static final String COLLECTOR = "-XX:+UseSerialGC";

    private static final List<String> FLAGS = List.of(COLLECTOR, "-XX:TieredStopAtLevel=1");

    /** What the JVM has to say of an archive would otherwise stand in the program's standard output. */
    private static final List<String> QUIET =
            List.of("-Xlog:disable", "-Xlog:all=warning:stderr", "-XX:+DisplayVMOutputToStderr");

    private StartCommand() {}

    /** The program and its arguments; where there is an archive, these are Java and its arguments. */
    static List<String> java(ServiceDeclaration service) {
        List<String> words = new ArrayList<>(service.command());
        service.startUp().ifPresent(recipe -> {
            words.addAll(1, FLAGS);
            if (recipe.hasArchive()) {
                words.addAll(1 + FLAGS.size(), QUIET);
            }
        });
        return words;
    }

    /**
     * What the shell runs: its {@code $0} is the archive, and its arguments are the command. The archive is as old as the
     * run that writes it, which is when its jar was opened, and not as old as that run's end. A link may come to lead to
     * a JDK that is older than the archive.
     */
    static String script(ServiceDeclaration service, StartUp recipe) {
        boolean isPath = service.command().get(0).startsWith("/");
        String sameJdk = " && read -r jdk <\"$0.since\" && [ \"$jdk\" -ef \"$java\" ] && " + isOlder("\"$java\"");
        String sameJar = JavaCommand.of(service.command())
                .jar()
                .map(jar -> " && " + isOlder(quoted(jar)))
                .orElse("");
        return "java=$1; shift; if [ -e \"$0\" ]" + (isPath ? sameJdk : "") + sameJar
                + "; then set -- " + recipe.reading() + "\"$0\" \"$@\""
                + "; elif rm -f \"$0\" \"$0.since\" && " + (isPath ? "readlink -f \"$java\"" : "true")
                + " >\"$0.since\""
                + "; then set -- " + recipe.writing() + "\"$0\" \"$@\"; fi; exec \"$java\" \"$@\"";
    }

    private static String isOlder(String file) {
        return "[ \"$0.since\" -nt " + file + " ]";
    }

    /**
     * What the shell runs after the end: its {@code $0} is the archive, and its arguments are what it was made of. A package
     * brings files that are older than the archive, so their change counts here, for which no client waits.
     */
    static String cleaning() {
        return "[ \"$SERVICE_RESULT\" = success ] && [ -z \"$(find -L \"$@\" -cnewer \"$0.since\" 2>/dev/null)\" ]"
                + " || rm -f \"$0\"";
    }

    /** What an archive was made of, by absolute paths. */
    static List<String> sources(ServiceDeclaration service) {
        List<String> sources = new ArrayList<>();
        String java = service.command().get(0);
        if (java.startsWith("/")) {
            sources.add(java);
        }
        JavaCommand.of(service.command()).files().stream()
                .filter(file -> file.startsWith("/"))
                .forEach(sources::add);
        return sources;
    }

    /** Every word that may name a file. */
    static List<String> named(ServiceDeclaration service) {
        List<String> words = new ArrayList<>(service.command());
        service.classArchive().ifPresent(words::add);
        return words;
    }

    /** A word of a shell. */
    private static String quoted(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!DeclarationRules.isLetterOrDigit(c) && "/-_.".indexOf(c) < 0) {
                return "'" + word.replace("'", "'\\''") + "'";
            }
        }
        return word;
    }
}
