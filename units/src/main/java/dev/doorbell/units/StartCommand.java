package dev.doorbell.units;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words that a service manager starts a service with: its command, and what a {@link StartUp} puts into it. */
final class StartCommand {
    static final String COLLECTOR = "-XX:+UseSerialGC";

    private static final String JAR = ".jar";
    private static final List<String> FLAGS = List.of(COLLECTOR, "-XX:TieredStopAtLevel=1");

    /** What the JVM has to say of an archive would otherwise stand in the program's standard output. */
    private static final List<String> QUIET =
            List.of("-Xlog:disable", "-Xlog:all=warning:stderr", "-XX:+DisplayVMOutputToStderr");

    private StartCommand() {}

    /**
     * The program and its arguments.
     *
     * @throws UnsupportedOperationException if the archive has no place where this is used
     */
    static List<String> plain(ServiceDeclaration service) {
        List<String> words = new ArrayList<>(service.command());
        service.startUp().ifPresent(recipe -> words.addAll(1, options(service, recipe)));
        return words;
    }

    private static List<String> options(ServiceDeclaration service, StartUp recipe) {
        if (recipe == StartUp.AUTO) {
            throw new UnsupportedOperationException("launchd has no folder for what \"" + service.name()
                    + "\" keeps between its runs, and the start-up recipe auto keeps an archive. Choose appcds or aot,"
                    + " whose archive is made at installation.");
        }
        List<String> options = new ArrayList<>(FLAGS);
        archive(service).ifPresent(file -> {
            options.add(recipe.reading() + file);
            options.addAll(QUIET);
        });
        return options;
    }

    /** The same as a line of a unit file, where {@code %C} is the folder for caches of whoever runs the service. */
    static String inUnit(ServiceDeclaration service) {
        List<String> words = service.command();
        String program = UnitText.program(words.get(0));
        if (service.startUp().filter(StartUp.AUTO::equals).isPresent()) {
            return program + UnitText.arguments(FLAGS) + " -XX:+AutoCreateSharedArchive " + StartUp.AUTO.reading()
                    + "%C/"
                    + service.name() + "/" + service.name() + StartUp.AUTO.suffix() + UnitText.arguments(QUIET)
                    + UnitText.arguments(words.subList(1, words.size()));
        }
        List<String> plain = plain(service);
        return program + UnitText.arguments(plain.subList(1, plain.size()));
    }

    /** The file that was made at installation, if one is: beside the jar if nothing else was said. */
    static Optional<String> archive(ServiceDeclaration service) {
        Optional<StartUp> recipe = service.startUp().filter(StartUp::isMadeAtInstallation);
        if (recipe.isEmpty() || service.classArchive().isPresent()) {
            return service.classArchive();
        }
        return Optional.of(beside(service.command(), recipe.get()));
    }

    /**
     * The file beside the jar of a command.
     *
     * @throws IllegalArgumentException if it has none that could have one
     */
    static String beside(List<String> command, StartUp recipe) {
        String jar = JavaCommand.of(command)
                .jar()
                .filter(path -> path.startsWith("/"))
                .orElse("");
        if (!jar.endsWith(JAR)) {
            throw new IllegalArgumentException(
                    "The archive of a start-up recipe lies beside the jar, and the command has no"
                            + " -jar with an absolute path that ends with \"" + JAR
                            + "\". Say where the archive is (--class-archive FILE).");
        }
        return jar.substring(0, jar.length() - JAR.length()) + recipe.suffix();
    }
}
