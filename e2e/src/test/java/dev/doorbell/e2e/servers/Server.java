package dev.doorbell.e2e.servers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server of another project: where it comes from, how it is started, and what a request is. In arguments, options and
 * files, <code>{port}</code> is the port that it binds, <code>{port2}</code> that of a second listener, <code>{dir}</code>
 * a directory of its own, and <code>{home}</code> that of an unpacked archive.
 */
final class Server {
    /** How it is started. */
    enum Form {
        /** A source in {@code src/test/servers}, with the artifacts as its class path. */
        PROGRAM,
        /** The same, packed as Spring Boot's plugin for Maven does. */
        FAT_JAR,
        /** A main class, with the artifacts as its class path. */
        CLASS,
        /** An executable jar. */
        JAR,
        /** An archive that is unpacked: the arguments name the rest. */
        ARCHIVE,
        /** A module of the JDK. */
        MODULE
    }

    static final int TERMINATED = 143;

    private static final int OLDEST_JDK = 17;

    final String name;
    final Form form;
    final String main;
    final List<String> artifacts;

    List<String> arguments = List.of("{port}");
    List<String> options = List.of();
    Map<String, String> files = new LinkedHashMap<>();
    List<List<String>> preparations = new ArrayList<>();
    Exchange request = Http.get("/");
    int oldestJdk = OLDEST_JDK;
    int exitCode = TERMINATED;
    int listeners = 1;
    String agentBefore = "";
    String agentBehind = "";
    boolean isCore;
    boolean reopens;
    String remark = "";

    private Server(String name, Form form, String main, String... artifacts) {
        this.name = name;
        this.form = form;
        this.main = main;
        this.artifacts = List.of(artifacts);
    }

    static Server program(String name, String source, String... artifacts) {
        return new Server(name, Form.PROGRAM, source, artifacts);
    }

    static Server fatJar(String name, String source, String... artifacts) {
        return new Server(name, Form.FAT_JAR, source, artifacts);
    }

    static Server mainClass(String name, String main, String... artifacts) {
        return new Server(name, Form.CLASS, main, artifacts);
    }

    static Server jar(String name, String artifact) {
        return new Server(name, Form.JAR, "", artifact);
    }

    static Server archive(String name, String artifact) {
        return new Server(name, Form.ARCHIVE, "", artifact);
    }

    static Server module(String name, String module) {
        return new Server(name, Form.MODULE, module);
    }

    /** Sets the arguments: {@code {port}} unless this is called. */
    Server arguments(String... values) {
        arguments = List.of(values);
        return this;
    }

    /** Sets options of java. */
    Server options(String... values) {
        options = List.of(values);
        return this;
    }

    /** Writes a file into its directory before it is started. */
    Server file(String path, String text) {
        files.put(path, text);
        return this;
    }

    /** Runs java once with these arguments before it is started. */
    Server preparedBy(String... values) {
        preparations.add(List.of(values));
        return this;
    }

    /** Sets the request: a GET of {@code /} unless this is called. */
    Server asked(Exchange exchange) {
        request = exchange;
        return this;
    }

    /** Sets the oldest release of the JDK that it runs on, if that is not 17. */
    Server since(int jdk) {
        oldestJdk = jdk;
        return this;
    }

    /** Sets the exit code after SIGTERM, if the server chooses it. */
    Server endsWith(int code) {
        exitCode = code;
        return this;
    }

    /** Passes a second listener, for {@code {port2}}. */
    Server twoListeners() {
        listeners = 2;
        return this;
    }

    /** Puts the agent of an artifact before ours on the command line. */
    Server behindAgent(String artifact) {
        agentBefore = artifact;
        return this;
    }

    /** Puts the agent of an artifact behind ours. */
    Server beforeAgent(String artifact) {
        agentBehind = artifact;
        return this;
    }

    /** Puts it among the servers of each build. */
    Server core() {
        isCore = true;
        return this;
    }

    /** Says that it closes its listener on SIGHUP, and opens it again. */
    Server reopensOnHangup() {
        reopens = true;
        return this;
    }

    /** Sets what the table says of it. */
    Server remark(String text) {
        remark = text;
        return this;
    }

    /** Returns the version of its first artifact, or that of the JDK. */
    String version() {
        return artifacts.isEmpty()
                ? "the JDK's"
                : artifacts.get(0).substring(artifacts.get(0).lastIndexOf(':') + 1);
    }

    @Override
    public String toString() {
        return name;
    }
}
