package dev.doorbell.units;

import static org.apache.commons.lang3.Validate.isTrue;

import dev.doorbell.units.text.CheckedText;
import dev.doorbell.units.text.PrintableText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.lang3.Strings;

/** The rules of start-up recipes, their archives and their commands. */
final class StartUpRules {
    private static final Pattern ARCHIVING =
            Pattern.compile("-XX:(SharedArchiveFile|ArchiveClassesAtExit|\\+AutoCreateSharedArchive|AOT).*");

    /** With these, the run that makes an archive ends with an error. */
    private static final Pattern NOT_ARCHIVED = Pattern.compile(
            "(-javaagent|-agentlib|-agentpath|-Xshare:|--patch-module|--limit-modules|--upgrade-module-path).*");

    private StartUpRules() {}

    static String archive(String path) {
        return loadedFile("class archive", path);
    }

    /** Checks the path of a file that the JVM loads classes from. */
    static String loadedFile(String what, String path) {
        CheckedText.withoutControlCharacters(what, path);
        isTrue(
                path.startsWith("/") && !path.endsWith("/") && !path.contains("//") && !(path + "/").contains("/../"),
                "The %s \"%s\" is not an absolute path of a file. Write an absolute path without \"..\" and \"//\".",
                what,
                path);
        // on macOS, /tmp is a link to /private/tmp
        boolean writable =
                Sandbox.isTemporary(Strings.CS.removeStart(path, "/private")) || path.startsWith("/dev/shm/");
        isTrue(
                !writable,
                "The %s \"%s\" is in a directory where every user can write, and the JVM loads classes from"
                        + " it. Put it beside the program.",
                what,
                path);
        return path;
    }

    static void check(Optional<StartUp> recipe, Optional<String> archive, List<String> command) {
        boolean archived = recipe.filter(StartUp::isMadeAtInstallation).isPresent();
        isTrue(
                archived || archive.isEmpty(),
                "Only the start-up recipes appcds and aot use the class archive \"%s\". Choose one of them, or omit the"
                        + " archive.",
                archive.orElse(""));
        recipe.ifPresent(chosen -> options(chosen, command));
        if (archived && archive.isEmpty()) {
            StartCommand.beside(command, recipe.get());
        }
    }

    private static void options(StartUp recipe, List<String> command) {
        isTrue(
                JavaCommand.isJava(command.get(0)),
                "A start-up recipe consists of options of java, and the program is \"%s\". Write the command that starts"
                        + " java, for example /usr/bin/java -jar /opt/echo/echo-daemon.jar, or omit the recipe.",
                command.get(0));
        for (String option : JavaCommand.of(command).options()) {
            isTrue(
                    !option.matches("-XX:\\+Use.*GC") || option.equals(StartCommand.COLLECTOR),
                    "The option \"%s\" contradicts %s of the start-up recipe. Omit the option or the recipe.",
                    PrintableText.of(option),
                    StartCommand.COLLECTOR);
            isTrue(
                    recipe == StartUp.FLAGS || !ARCHIVING.matcher(option).matches(),
                    "The option \"%s\" contradicts the archive of the start-up recipe. Omit the option or the recipe.",
                    PrintableText.of(option));
            isTrue(
                    recipe == StartUp.FLAGS || !NOT_ARCHIVED.matcher(option).matches(),
                    "With the option \"%s\" the JVM makes no archive. Omit the option, or choose the start-up recipe"
                            + " flags.",
                    PrintableText.of(option));
        }
    }
}
