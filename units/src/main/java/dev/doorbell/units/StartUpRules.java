package dev.doorbell.units;

import java.util.List;
import java.util.Optional;

/** What a command may not have that is to start sooner. */
final class StartUpRules {
    private static final String MACOS = "/private";
    private static final List<String> ARCHIVES =
            List.of("-XX:SharedArchiveFile", "-XX:ArchiveClassesAtExit", "-XX:+AutoCreateSharedArchive", "-XX:AOT");

    /** With these the run that is to make one ends with an error. */
    private static final List<String> UNARCHIVED = List.of(
            "-javaagent",
            "-agentlib",
            "-agentpath",
            "-Xshare:",
            "--patch-module",
            "--limit-modules",
            "--upgrade-module-path");

    private StartUpRules() {}

    static String archive(String path) {
        Texts.checkCharacters("class archive", path);
        if (!path.startsWith("/") || path.endsWith("/") || path.contains("//") || (path + "/").contains("/../")) {
            throw new IllegalArgumentException("The class archive \"" + path + "\" is no absolute path of a file. A"
                    + " service manager has no folder to start from: write the whole path, without \"..\" and \"//\".");
        }
        // on macOS, /tmp is a link to /private/tmp
        String linked = path.startsWith(MACOS) ? path.substring(MACOS.length()) : path;
        if (TemporaryFolders.isIn(linked) || path.startsWith("/dev/shm/")) {
            throw new IllegalArgumentException(
                    "The class archive \"" + path + "\" lies where anybody can write, and the"
                            + " JVM takes its classes from it. Put it beside the program.");
        }
        return path;
    }

    static void check(Optional<StartUp> recipe, Optional<String> archive, List<String> command) {
        if (archive.isPresent() && recipe.filter(StartUp::isMadeAtInstallation).isEmpty()) {
            throw new IllegalArgumentException("The class archive \"" + archive.get() + "\" is used by the start-up"
                    + " recipes appcds and aot alone. Choose one of them, or leave out the archive.");
        }
        recipe.ifPresent(chosen -> program(chosen, command));
        if (archive.isEmpty()) {
            recipe.filter(StartUp::isMadeAtInstallation).ifPresent(chosen -> StartCommand.beside(command, chosen));
        }
    }

    private static void program(StartUp recipe, List<String> command) {
        String program = command.get(0);
        if (!JavaCommand.isJava(program)) {
            throw new IllegalArgumentException(
                    "The start-up recipes are options of java, and the program is \"" + program
                            + "\". Write the command that starts java itself, as in /usr/bin/java -jar /opt/echo/echo-daemon.jar,"
                            + " or leave out the recipe.");
        }
        for (String option : JavaCommand.of(command).options()) {
            collector(option);
            if (recipe != StartUp.FLAGS && ARCHIVES.stream().anyMatch(option::startsWith)) {
                throw new IllegalArgumentException("The command has \"" + Texts.plain(option) + "\", and the start-up"
                        + " recipe has an archive of its own. Leave out one of the two.");
            }
            if (recipe != StartUp.FLAGS && UNARCHIVED.stream().anyMatch(option::startsWith)) {
                throw new IllegalArgumentException("The command has \"" + Texts.plain(option) + "\", with which the JVM"
                        + " makes no archive of its classes. Leave it out, or choose the start-up recipe flags.");
            }
        }
    }

    /** A JVM that is told to use two does not start. */
    private static void collector(String option) {
        if (option.startsWith("-XX:+Use") && option.endsWith("GC") && !option.equals(StartCommand.COLLECTOR)) {
            throw new IllegalArgumentException("The command has \"" + Texts.plain(option)
                    + "\", and the start-up recipe" + " has " + StartCommand.COLLECTOR + ". Leave out one of the two.");
        }
    }
}
