package dev.doorbell.examples.http;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jetty.server.AllowedResourceAliasChecker;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** The content: the files of a directory, and the health check. */
final class Site {
    private Site() {}

    static Handler of(Path directory) throws IOException {
        return new Handler.Sequence(new Health(), files(directory));
    }

    private static Handler files(Path directory) throws IOException {
        ResourceHandler files = new ResourceHandler();
        files.setWelcomeFiles("index.html");
        files.setDirAllowed(false);
        // a browser keeps a copy, revalidates it each time, and gets 304 if the file has not changed
        files.setEtags(true);
        files.setCacheControl("no-cache");
        // if a mapped file is truncated while it is sent, the JVM ends with SIGBUS
        files.setMinMappedFileSize(0);
        ContextHandler root = new ContextHandler(files, "/");
        root.setBaseResource(ResourceFactory.of(root).newResource(directory.toRealPath()));
        // by default Jetty follows every symbolic link; this follows those that stay inside the directory
        root.clearAliasChecks();
        root.addAliasCheck(new AllowedResourceAliasChecker(root));
        return root;
    }
}
