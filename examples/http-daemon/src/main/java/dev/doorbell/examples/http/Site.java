package dev.doorbell.examples.http;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jetty.server.AllowedResourceAliasChecker;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** What is served: a directory, and a page that tells whether the service is well. */
final class Site {
    private Site() {}

    static Handler of(Path directory) throws IOException {
        return new Handler.Sequence(new Health(), files(directory));
    }

    private static Handler files(Path directory) throws IOException {
        ResourceHandler files = new ResourceHandler();
        files.setWelcomeFiles("index.html");
        files.setDirAllowed(false);
        // A browser keeps a copy, asks each time whether it is still good, and gets 304 without the file if it is
        files.setEtags(true);
        files.setCacheControl("no-cache");
        // A mapped file that somebody truncates meanwhile ends the JVM with SIGBUS
        files.setMinMappedFileSize(0);
        ContextHandler root = new ContextHandler(files, "/");
        root.setBaseResource(ResourceFactory.of(root).newResource(directory.toRealPath()));
        // Jetty would follow symbolic links to anywhere; this follows those that stay inside the directory
        root.clearAliasChecks();
        root.addAliasCheck(new AllowedResourceAliasChecker(root));
        return root;
    }
}
