package dev.doorbell.units;

import dev.doorbell.units.text.UnitText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.Strings;
import org.apache.commons.lang3.Validate;

/** The command that a service manager starts, with the options of a {@link StartUp}. */
final class StartCommand {
    static final String COLLECTOR = "-XX:+UseSerialGC";

    private static final String JAR = ".jar";
    private static final List<String> FLAGS = List.of(COLLECTOR, "-XX:TieredStopAtLevel=1");

    /** The JVM writes messages about archives to standard output, which is the program's. */
    private static final List<String> QUIET =
            List.of("-Xlog:disable", "-Xlog:all=warning:stderr", "-XX:+DisplayVMOutputToStderr");

    private StartCommand() {}

    /**
     * The program and its arguments.
     *
     * @param agent the options of an agent, if there is one
     * @throws UnsupportedOperationException for {@link StartUp#AUTO}: only a unit has a directory for its archive
     */
    static List<String> plain(ServiceDeclaration service, List<String> agent) {
        if (service.startUp.filter(StartUp.AUTO::equals).isPresent()) {
            throw new UnsupportedOperationException(
                    "launchd has no directory for the archive of the start-up recipe auto," + " which the JVM of \""
                            + service.name + "\" would write. Choose appcds or aot.");
        }
        List<String> words = new ArrayList<>(service.command);
        words.addAll(1, agent);
        service.startUp.ifPresent(recipe -> {
            List<String> options = new ArrayList<>(FLAGS);
            archive(service).ifPresent(file -> {
                options.add(recipe.reading + file);
                options.addAll(QUIET);
            });
            words.addAll(1, options);
        });
        return words;
    }

    /** The line of a unit, where {@code %C} is the cache directory of the service manager. */
    static String inUnit(ServiceDeclaration service) {
        List<String> command = service.command;
        String program = UnitText.program(command.get(0));
        if (service.startUp.filter(StartUp.AUTO::equals).isEmpty()) {
            List<String> words = plain(service, AgentOptions.byAddress(service));
            return program + UnitText.arguments(words.subList(1, words.size()));
        }
        return program + UnitText.arguments(FLAGS) + " -XX:+AutoCreateSharedArchive "
                + StartUp.AUTO.reading + "%C/" + service.name + "/" + service.name + StartUp.AUTO.suffix
                + UnitText.arguments(QUIET) + UnitText.arguments(command.subList(1, command.size()));
    }

    /** The archive made at installation, if the recipe has one: by default beside the jar. */
    static Optional<String> archive(ServiceDeclaration service) {
        return service.startUp
                .filter(StartUp::isMadeAtInstallation)
                .map(recipe -> service.classArchive.orElseGet(() -> beside(service.command, recipe)));
    }

    /**
     * The path of an archive beside the jar of a command.
     *
     * @throws IllegalArgumentException if the command has no jar with an absolute path
     */
    static String beside(List<String> command, StartUp recipe) {
        String jar = JavaCommand.of(command).jar().orElse("");
        Validate.isTrue(
                jar.startsWith("/") && jar.endsWith(JAR),
                "By default the archive of a start-up recipe lies beside the jar, and the command has no -jar with an"
                        + " absolute path that ends with \"%s\". Set the archive's path (--class-archive FILE).",
                JAR);
        return Strings.CS.removeEnd(jar, JAR) + recipe.suffix;
    }
}
