package dev.doorbell.e2e.probe;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that prints each fact that Doorbell relies on, as measured on this machine:
 * {@code Probe [--strict] [--launchd NAME PATH]}. A line is {@code fact: expected X, got Y, ok}, or {@code DIFFERS} at
 * its end. {@code --strict} exits with 1 if a fact differs; {@code --launchd} is for a job of launchd that has a UNIX
 * socket of that name and path, for its owner only.
 */
public final class Probe {
    private Probe() {}

    /**
     * Prints the facts.
     *
     * @param arguments the options
     * @throws IOException if there is no folder for temporary files
     */
    public static void main(String[] arguments) throws IOException {
        List<String> options = List.of(arguments);
        int launchd = options.indexOf("--launchd");
        List<String> known = launchd < 0 ? List.of() : options.subList(launchd + 1, launchd + 3);
        System.out.println("on " + property("os.name") + " " + property("os.version") + " " + property("os.arch")
                + ", JDK " + property("java.version") + ", expectations of " + (Platform.IS_MAC ? "macOS" : "Linux"));
        int differing = print(facts(known));
        System.exit(differing > 0 && options.contains("--strict") ? 1 : 0);
    }

    private static List<Fact> facts(List<String> known) throws IOException {
        // short, as a socket's path has to be
        Path folder = Files.createTempDirectory(Path.of("/tmp"), "probe-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder.toFile())));
        List<Fact> facts = new ArrayList<>(LaunchdFacts.all(known));
        facts.addAll(new SocketFacts(folder).all());
        facts.addAll(new FileFacts(folder).all());
        facts.addAll(new ProcessFacts(folder).all());
        return facts;
    }

    private static int print(List<Fact> facts) {
        int differing = 0;
        for (Fact fact : facts) {
            String got = fact.got();
            boolean ok = got.equals(fact.expected());
            differing += ok ? 0 : 1;
            System.out.println(
                    fact.name() + ": expected " + fact.expected() + ", got " + got + ", " + (ok ? "ok" : "DIFFERS"));
        }
        System.out.println(facts.size() + " facts, " + differing + " differ");
        return differing;
    }

    private static String property(String name) {
        return System.getProperty(name, "?");
    }

    private static void remove(File folder) {
        File[] files = folder.listFiles();
        if (files != null) {
            for (File file : files) {
                if (!file.delete()) {
                    System.err.println(file + " is left");
                }
            }
        }
        if (!folder.delete()) {
            System.err.println(folder + " is left");
        }
    }
}
