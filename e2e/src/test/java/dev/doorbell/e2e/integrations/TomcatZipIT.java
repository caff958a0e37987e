package dev.doorbell.e2e.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.docs.Page;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.servers.ActivatedServer;
import dev.doorbell.e2e.servers.Artifacts;
import dev.doorbell.e2e.servers.Http;
import dev.doorbell.junit.Activated;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tomcat as it is downloaded, with Doorbell in {@code lib} and the lines of docs/integrations.md in its configuration. */
@Needs({})
@Timeout(120)
@Tag("once")
class TomcatZipIT {
    private static final String ZIP = "org.apache.tomcat:tomcat:zip:11.0.24";
    /** The applications that the tests do not use, which delay the start. */
    private static final Pattern OTHER_APPLICATION = Pattern.compile("/webapps/(?!ROOT/)");

    private static final String PASSWORD = "changeit";

    @TempDir
    Path directory;

    private Path home;
    private String listener;
    private String protocol;

    @BeforeEach
    void readThePage() throws IOException {
        String lines = Page.of("docs/integrations.md").file("server.xml").text();
        listener = only("<Listener [^>]*/>", lines);
        protocol = only("protocol=\"[^\"]*\"", lines);
    }

    private static String only(String pattern, String lines) {
        Matcher found = Pattern.compile(pattern).matcher(lines);
        assertThat(found.find()).as(lines).isTrue();
        return found.group();
    }

    @BeforeEach
    void unpack() throws Exception {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(Artifacts.file(ZIP)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = directory.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (!OTHER_APPLICATION.matcher(entry.getName()).find()) {
                    Files.copy(zip, target);
                }
            }
        }
        try (var folders = Files.list(directory)) {
            home = folders.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        Path library = Path.of(Paths.DOORBELL_COMMAND);
        Files.copy(library, home.resolve("lib/doorbell.jar"));
        Files.copy(Paths.jar("integrations/tomcat"), home.resolve("lib/doorbell-tomcat.jar"));
    }

    private void configure(String connectors) throws IOException {
        Path file = home.resolve("conf/server.xml");
        String original = Files.readString(file);
        assertThat(original).contains("protocol=\"HTTP/1.1\"");
        Files.writeString(
                file,
                original.replaceFirst("<Server port=\"8005\"([^>]*)>", "<Server port=\"-1\"$1>\n  " + listener)
                        .replace("protocol=\"HTTP/1.1\"", protocol)
                        .replace("<Engine", connectors + "\n    <Engine"));
    }

    private Activated tomcat(String... specs) {
        return ActivatedServer.of(List.of("sh", home.resolve("bin/catalina.sh").toString(), "run"), specs)
                .environment("JRE_HOME", System.getProperty("java.home"));
    }

    @Test
    void it_is_served_over_http_tls_and_a_unix_path() throws Exception {
        configure("<Connector port=\"8443\" " + protocol + " SSLEnabled=\"true\" scheme=\"https\" secure=\"true\">"
                + "<SSLHostConfig><Certificate certificateKeystoreFile=\"" + keyStore()
                + "\" certificateKeystorePassword=\"" + PASSWORD + "\" /></SSLHostConfig></Connector>"
                + "<Connector doorbellName=\"local\" " + protocol + " />");
        try (Activated server = tomcat("https=tcp://127.0.0.1:0", "http=tcp://127.0.0.1:0", "local=unix:")
                        .start();
                SocketChannel early = server.channel("http");
                SocketChannel local = server.channel("local")) {
            Http.get("/tomcat.css").with(early);
            Http.get("/tomcat.css").with(local);
            assertThat(statusOverTls(server.port("https"))).isEqualTo(200);
            server.awaitOutput("Starting ProtocolHandler [\"https-jsse-nio-127.0.0.1-" + server.port("https") + "\"]");
            assertThat(server.stop()).as(server.output()).isZero();
            assertThat(server.output())
                    .contains("Destroying ProtocolHandler [\"http-nio-127.0.0.1-" + server.port("http"));
            assertThat(Path.of(server.uri("local").getPath())).exists();
        }
    }

    private String keyStore() throws Exception {
        String file = directory.resolve("keys.p12").toString();
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-keystore",
                        file,
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        return file;
    }

    private int statusOverTls(int port) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(directory.resolve("keys.p12"))) {
            trusted.load(file, PASSWORD.toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/tomcat.css"))
                .build();
        return HttpClient.newBuilder()
                .sslContext(tls)
                .build()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void a_name_that_is_not_passed_is_a_clear_error() throws Exception {
        configure("<Connector doorbellName=\"admin\" " + protocol + " />");
        try (Activated server = tomcat("http=tcp://127.0.0.1:0").atOnce().start()) {
            // with the code 0: Tomcat's property EXIT_ON_INIT_FAILURE makes it 1
            int unused = server.awaitExit();
            assertThat(server.output())
                    .contains("No listener named \"admin\" was passed")
                    .doesNotContain("Initializing ProtocolHandler");
        }
    }
}
