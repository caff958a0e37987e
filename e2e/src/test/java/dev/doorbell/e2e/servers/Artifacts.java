package dev.doorbell.e2e.servers;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/** Artifacts of Maven repositories, by the settings of the user's Maven. */
public final class Artifacts {
    private Artifacts() {}

    /**
     * Returns the class path of artifacts with all that they need at run time.
     *
     * @param coordinates each {@code group:artifact[:extension[:classifier]]:version}
     */
    public static String classPath(String... coordinates) throws Exception {
        try (Context maven = Runtimes.INSTANCE
                .getRuntime()
                .create(ContextOverrides.create().withUserSettings(true).build())) {
            List<Dependency> roots = Stream.of(coordinates)
                    .map(text -> new Dependency(new DefaultArtifact(text), JavaScopes.RUNTIME))
                    .toList();
            CollectRequest all = new CollectRequest(roots, null, maven.remoteRepositories());
            DependencyRequest request =
                    new DependencyRequest(all, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
            return maven
                    .repositorySystem()
                    .resolveDependencies(maven.repositorySystemSession(), request)
                    .getArtifactResults()
                    .stream()
                    .map(ArtifactResult::getArtifact)
                    .map(artifact -> artifact.getFile().toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** Returns the file of one artifact, without what it needs. */
    public static Path file(String coordinates) throws Exception {
        try (Context maven = Runtimes.INSTANCE
                .getRuntime()
                .create(ContextOverrides.create().withUserSettings(true).build())) {
            ArtifactRequest request =
                    new ArtifactRequest(new DefaultArtifact(coordinates), maven.remoteRepositories(), null);
            return maven.repositorySystem()
                    .resolveArtifact(maven.repositorySystemSession(), request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        }
    }
}
