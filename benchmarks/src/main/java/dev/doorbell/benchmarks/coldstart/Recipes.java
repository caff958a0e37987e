package dev.doorbell.benchmarks.coldstart;

import dev.doorbell.benchmarks.coldstart.Subject.Family;
import dev.doorbell.benchmarks.coldstart.Subject.Handing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The example programs, with each of the recipes. */
final class Recipes {
    private static final String SPEC = "x=tcp://127.0.0.1:" + Subject.AT;

    private final Peers peers;
    private final Path folder;

    /** Leaves archives in a folder. */
    Recipes(Libraries libraries, Path folder) {
        this.peers = new Peers(libraries, folder);
        this.folder = folder;
    }

    List<Subject> all(Jdk jdk) throws IOException, InterruptedException {
        Subject plain = peers.plain().get(0);
        List<Subject> all = new ArrayList<>(List.of(plain));
        for (Subject program : List.of(daemon("echo", "x\n"), daemon("http", "GET /healthz HTTP/1.0\r\n\r\n", "/"))) {
            addWith(Recipe.ALL, program, jdk, all);
        }
        // what is left of Doorbell's own part where both have the same archive
        addWith(Recipe.ARCHIVES, plain, jdk, all);
        addWith(Recipe.ARCHIVES, peers.doorbellAlone(), jdk, all);
        return all;
    }

    private void addWith(List<Recipe> recipes, Subject program, Jdk jdk, List<Subject> all)
            throws IOException, InterruptedException {
        for (Recipe recipe : recipes) {
            if (recipe.since() <= jdk.feature()) {
                all.add(recipe.applied(program, jdk, folder));
            }
        }
    }

    private static Subject daemon(String name, String request, String... operands) {
        Path jar = Path.of("examples", name + "-daemon", "target", name + "-daemon.jar")
                .toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing. Build it with mvn package, or start ./benchmark.");
        }
        List<String> program = new ArrayList<>(List.of("-jar", jar.toString(), SPEC));
        program.addAll(List.of(operands));
        return new Subject(name + "-daemon", Family.TCP, Handing.LISTEN_FDS, List.of(), program, request, false);
    }
}
