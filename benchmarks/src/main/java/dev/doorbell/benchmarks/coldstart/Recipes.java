package dev.doorbell.benchmarks.coldstart;

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
        List<Subject> all = new ArrayList<>(List.of(peers.plain().get(0)));
        for (Subject program : List.of(daemon("echo", "x\n"), daemon("http", "GET /healthz HTTP/1.0\r\n\r\n", "/"))) {
            for (Recipe recipe : Recipe.ALL) {
                if (recipe.since() <= jdk.feature()) {
                    all.add(recipe.applied(program, jdk, folder));
                }
            }
        }
        return all;
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
