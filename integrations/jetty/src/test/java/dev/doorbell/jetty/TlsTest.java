package dev.doorbell.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
    private static final String PASSWORD = "changeit";
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @TempDir
    private Path directory;

    private KeyStore certificate;
    private ServedHandler served;

    @BeforeEach
    void serve() throws Exception {
        certificate = certificate(directory.resolve("server.p12"));
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(certificate);
        tls.setKeyStorePassword(PASSWORD);
        served = new ServedHandler(new Ok(), new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory());
    }

    @AfterEach
    void end() {
        served.close();
    }

    @Test
    void a_connection_is_work_from_before_its_handshake_until_its_first_request_was_answered() throws Exception {
        try (Socket plain = served.connect()) {
            served.awaitWork(1);
            try (Socket client = encrypted(plain)) {
                assertThat(answer(client)).startsWith("HTTP/1.1 200");
                served.awaitWork(0);
            }
        }
    }

    @Test
    void a_kept_connection_is_told_to_close_while_it_is_paused() throws Exception {
        try (Socket client = encrypted(served.connect())) {
            assertThat(answer(client)).doesNotContain("Connection: close");
            served.connector.pause();
            assertThat(answer(client)).contains("Connection: close");
        }
    }

    /** Sends a request, and reads up to the end of its answer's body. */
    private static String answer(Socket client) throws Exception {
        client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\nok\n") < 0) {
            int next = client.getInputStream().read();
            assertThat(next).as("after %s", answer).isNotNegative();
            answer.append((char) next);
        }
        return answer.toString();
    }

    /** Answers each request with {@code ok}. */
    private static final class Ok extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Content.Sink.write(response, true, "ok\n", callback);
            return true;
        }
    }

    private Socket encrypted(Socket plain) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificate);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
    }

    /** Makes a key and a certificate with the JDK's own tool. */
    private static KeyStore certificate(Path file) throws Exception {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String command = keytool + " -genkeypair -keystore " + file + " -storepass " + PASSWORD
                + " -alias server -keyalg EC -dname CN=localhost";
        Process process =
                new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }
}
