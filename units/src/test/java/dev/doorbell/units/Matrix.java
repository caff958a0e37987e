package dev.doorbell.units;

import dev.doorbell.spec.ListenerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Declarations of every kind with every option that it can have, and of every setting of a service. */
final class Matrix {
    private static final List<String> IP = List.of("127.0.0.1", "0.0.0.0", "*", "[::]", "[::1]", "[fe80::1%lo]");
    private static final List<String> BACKLOG = List.of("", "?backlog=1", "?backlog=2147483647");
    private static final List<String> MODE = List.of("", "?mode=0", "?mode=0660", "?mode=0777");
    private static final List<String> BOTH = List.of("", "?mode=0600", "?backlog=5", "?mode=0600&backlog=5");

    private Matrix() {}

    /** Returns a spec of each kind with every option, each with its own name, so that they fit one service. */
    static List<ListenerSpec> systemd() {
        List<String> uris = new ArrayList<>();
        ip(uris, "tcp", List.of("", "?backlog=1", "?reuseport=true", "?backlog=7&reuseport=true"));
        ip(uris, "udp", List.of("", "?reuseport=true"));
        with(uris, "tcp://localhost:80", BACKLOG);
        with(uris, "udp://localhost:80", List.of(""));
        with(uris, "tcp6://localhost:80", List.of(""));
        with(uris, "unix:///run/doorbell/s", BOTH);
        with(uris, "unixpacket:///run/doorbell/p", BOTH);
        with(uris, "unixgram:///run/doorbell/g", MODE);
        with(uris, "unix:@doorbell", BACKLOG);
        with(uris, "unixpacket:@doorbell", BACKLOG);
        with(uris, "unixgram:@doorbell", List.of(""));
        with(uris, "unix:///run/a%20b/100%25/%22c%22/$d/e'f/g;h/%23i", List.of(""));
        with(uris, "fifo:///run/doorbell/f", MODE);
        with(uris, "special:///dev/null", List.of(""));
        with(uris, "special:///proc/mounts", List.of(""));
        with(uris, "netlink:kobject-uevent/1", List.of(""));
        with(uris, "netlink:route", List.of(""));
        with(uris, "netlink:21/3", List.of(""));
        with(uris, "mqueue:///doorbell", MODE);
        return named(uris);
    }

    static List<ListenerSpec> launchd() {
        List<String> uris = new ArrayList<>();
        ip(uris, "tcp", List.of(""));
        ip(uris, "udp", List.of(""));
        with(uris, "tcp://localhost:80", BACKLOG);
        with(uris, "unix:///var/run/a%20b/%3Cc%3E&d/%22e%22/]]>", MODE);
        with(uris, "unixgram:///var/run/g", MODE);
        return named(uris);
    }

    /** Returns one service for each setting, all with one listener. */
    static List<ServiceDeclaration> settings() {
        return List.of(
                service("plain").build(),
                service("open").sandbox(false).build(),
                service("told").notify(true).build(),
                service("idle").idleExit(Duration.ofMinutes(5)).build(),
                service("blink").idleExit(Duration.ofMillis(1)).notify(true).build(),
                service("owned").user("root").build(),
                service("numbered").user("0").build(),
                service("described")
                        .description("100% of $it; \"all\" \\o/ #1 'é'")
                        .build(),
                service("d-a_s.h1").build(),
                java("flags", "/usr/bin/a").startUp(StartUp.FLAGS).build(),
                java("appcds", "/opt/it's \"$1\" 100%/a.jar")
                        .startUp(StartUp.APPCDS)
                        .notify(true)
                        .idleExit(Duration.ofMinutes(5))
                        .build(),
                java("aot", "/opt/a.jar").startUp(StartUp.AOT).user("root").build(),
                java("auto", "/opt/it's \"$1\" 100%/a.jar")
                        .startUp(StartUp.AUTO)
                        .notify(true)
                        .build(),
                java("placed", "/opt/a.jar")
                        .startUp(StartUp.APPCDS)
                        .classArchive("/var/lib/it's \"$1\" 100%/a.jsa")
                        .build(),
                java("agent", "/opt/a.jar")
                        .agent("/opt/it's \"$1\" 100%/doorbell-agent.jar")
                        .notify(true)
                        .idleExit(Duration.ofMinutes(5))
                        .build(),
                service("each").accept(true).build(),
                service("inetd").accept(true).inetd(true).notify(true).build(),
                service("words")
                        .command(
                                "/bin/sh",
                                "-c",
                                "echo \"$HOME\" '%h' \\; ${X}",
                                "",
                                ";",
                                "a\nb\tc",
                                "\\",
                                "'",
                                "\"",
                                "é #")
                        .build());
    }

    private static ServiceDeclaration.Builder service(String name) {
        return ServiceDeclaration.named(name).command("/bin/sh").listener(ListenerSpec.parse("a=unix:///run/x"));
    }

    private static ServiceDeclaration.Builder java(String name, String jar) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return service(name).command(java, "-jar", jar);
    }

    private static void ip(List<String> uris, String scheme, List<String> queries) {
        for (String host : IP) {
            with(uris, scheme + "://" + host + ":80", queries);
        }
        with(uris, scheme + "4://127.0.0.1:80", queries);
        with(uris, scheme + "4://*:80", queries);
        with(uris, scheme + "6://[::]:80", queries);
        with(uris, scheme + "6://*:80", queries);
    }

    private static void with(List<String> uris, String uri, List<String> queries) {
        queries.forEach(query -> uris.add(another(uri, uris.size()) + query));
    }

    /** Returns a URI with another address, since two listeners of a service cannot bind the same one. */
    private static String another(String uri, int number) {
        if (uri.startsWith("tcp") || uri.startsWith("udp")) {
            return uri.replaceFirst(":80$", ":" + (1000 + number));
        }
        return uri.startsWith("unix") || uri.startsWith("fifo") ? uri + number : uri;
    }

    private static List<ListenerSpec> named(List<String> uris) {
        List<ListenerSpec> specs = new ArrayList<>();
        for (String uri : uris) {
            specs.add(ListenerSpec.parse("n" + specs.size() + "=" + uri));
        }
        return specs;
    }
}
