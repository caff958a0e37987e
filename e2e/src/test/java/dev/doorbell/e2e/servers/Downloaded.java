package dev.doorbell.e2e.servers;

import static dev.doorbell.e2e.servers.Server.archive;
import static dev.doorbell.e2e.servers.Server.jar;
import static dev.doorbell.e2e.servers.Server.mainClass;

import java.util.List;

/** Servers that are programs: started as their own scripts or pages do. */
final class Downloaded {
    private static final int JWEBSERVER = 18;
    private static final String AMQP = "AMQP\3\1\0\0";
    private static final String STOMP = "CONNECT\naccept-version:1.2\nhost:localhost\n\n\0";

    static final List<Server> SERVERS = List.of(
            Server.module("jwebserver", "jdk.httpserver").since(JWEBSERVER).arguments("-p", "{port}", "-d", "{dir}"),
            archive("Jetty (jetty-home)", "org.eclipse.jetty:jetty-home:zip:12.1.4")
                    .file("webapps/ROOT/index.html", "ok")
                    .preparedBy("-jar", "{home}/start.jar", "jetty.base={dir}", "--add-modules=http,ee10-deploy")
                    .arguments("-jar", "{home}/start.jar", "jetty.base={dir}", "jetty.http.port={port}"),
            archive("Tomcat (zip)", "org.apache.tomcat:tomcat:zip:11.0.13")
                    .file("home/webapps/ok/index.html", "ok")
                    .file("server.xml", """
                            <Server port="-1">
                              <Service name="Catalina">
                                <Connector port="{port}" protocol="HTTP/1.1"/>
                                <Engine name="Catalina" defaultHost="localhost">
                                  <Host name="localhost" appBase="webapps"/>
                                </Engine>
                              </Service>
                            </Server>
                            """)
                    .options("-Dcatalina.home={home}")
                    .arguments(
                            "-cp",
                            "{home}/bin/bootstrap.jar:{home}/bin/tomcat-juli.jar",
                            "org.apache.catalina.startup.Bootstrap",
                            "-config",
                            "{dir}/server.xml",
                            "start")
                    .asked(Http.get("/ok/index.html")),
            jar("WireMock", "org.wiremock:wiremock-standalone:3.13.1")
                    .arguments("--port", "{port}", "--root-dir", "{dir}")
                    .asked(Http.get("/__admin/mappings")),
            mainClass("H2, web console", "org.h2.tools.Server", "com.h2database:h2:2.4.240")
                    .core()
                    .arguments("-web", "-webPort", "{port}", "-properties", "{dir}"),
            mainClass("HSQLDB", "org.hsqldb.server.Server", "org.hsqldb:hsqldb:2.7.4")
                    .arguments("-port", "{port}", "-database.0", "mem:db")
                    // the version of the protocol, and a message that opens a session of "SA" in the zone "UTC"
                    .asked(Requests.binary(
                            "ffe104c0" + "1f" + "0000001d" + "00000000" + "000000025341" + "00000000" + "00000003555443"
                                    + "00000000" + "00",
                            "0b")),
            jar("Winstone", "net.sourceforge.winstone:winstone:0.9.10")
                    .file("www/index.html", "ok")
                    .arguments("--webroot={dir}/www", "--httpPort={port}", "--ajp13Port=-1")
                    .asked(Http.get("/index.html")),
            mainClass("LanguageTool", "org.languagetool.server.HTTPServer", "org.languagetool:languagetool-server:6.6")
                    .arguments("--port", "{port}")
                    .asked(Http.get("/v2/languages")),
            jar("Zipkin", "io.zipkin:zipkin-server:jar:exec:3.5.1")
                    .arguments("--server.port={port}")
                    .asked(Http.get("/info")),
            mainClass(
                            "ZooKeeper",
                            "org.apache.zookeeper.server.ZooKeeperServerMain",
                            "org.apache.zookeeper:zookeeper:3.9.4",
                            // in the archive of ZooKeeper, and not among its dependencies
                            "io.dropwizard.metrics:metrics-core:4.2.30",
                            "org.xerial.snappy:snappy-java:1.1.10.7")
                    .options("-Dzookeeper.4lw.commands.whitelist=ruok", "-Dzookeeper.admin.enableServer=false")
                    .arguments("{port}", "{dir}/data")
                    .asked(Requests.text("ruok", "imok")),
            mainClass("Kafka", "kafka.Kafka", "org.apache.kafka:kafka_2.13:4.1.0")
                    .twoListeners()
                    .file("kafka.properties", """
                            process.roles=broker,controller
                            node.id=1
                            controller.quorum.voters=1@127.0.0.1:{port2}
                            listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{port2}
                            controller.listener.names=CONTROLLER
                            log.dirs={dir}/logs
                            """)
                    .preparedBy(
                            "kafka.tools.StorageTool",
                            "format",
                            "-t",
                            "4L6g3nShT-eMCtK--X86sw",
                            "-c",
                            "{dir}/kafka.properties")
                    .arguments("{dir}/kafka.properties")
                    // ApiVersions of version 0, with no name of the client
                    .asked(Requests.sized("0000000a" + "0012" + "0000" + "00000001" + "ffff")),
            mainClass(
                            "ActiveMQ, STOMP",
                            "org.apache.activemq.console.command.ShellCommand",
                            "org.apache.activemq:activemq-console:6.1.7",
                            "org.apache.activemq:activemq-broker:6.1.7",
                            "org.apache.activemq:activemq-stomp:6.1.7")
                    .arguments("start", "broker:(stomp://0.0.0.0:{port})?persistent=false&useJmx=false")
                    .asked(Requests.text(STOMP, "CONNECTED")),
            archive("Artemis, AMQP", "org.apache.activemq:apache-artemis:zip:bin:2.44.0")
                    .preparedBy(
                            "-cp",
                            "{home}/lib/artemis-boot.jar",
                            "-Dartemis.home={home}",
                            "org.apache.activemq.artemis.boot.Artemis",
                            "create",
                            "{dir}/broker",
                            "--silent",
                            "--allow-anonymous",
                            "--no-autotune",
                            "--no-web",
                            "--default-port",
                            "{port}")
                    .options("-Dartemis.home={home}", "-Dartemis.instance={dir}/broker", "-Ddata.dir={dir}/broker/data")
                    .arguments("-cp", "{home}/lib/artemis-boot.jar", "org.apache.activemq.artemis.boot.Artemis", "run")
                    .asked(Requests.text(AMQP, AMQP)));

    private Downloaded() {}
}
