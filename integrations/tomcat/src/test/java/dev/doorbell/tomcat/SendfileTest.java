package dev.doorbell.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.lifecycle.End;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SendfileTest {
    /** More than the buffers of both sockets take, so that Tomcat cannot send it at once. */
    private static final int SIZE = 64 << 20;

    @TempDir
    private Path directory;

    @Test
    void a_large_file_is_work_until_it_is_sent_and_not_as_long_as_its_connection_is_open() throws Exception {
        Files.write(directory.resolve("large"), new byte[SIZE]);
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        Context context = tomcat.addContext("", directory.toString());
        Tomcat.addServlet(context, "files", new DefaultServlet());
        context.addServletMappingDecoded("/", "files");
        try (Listeners listeners = Doorbell.open("http=tcp://127.0.0.1:0");
                Lifecycle life = Lifecycle.of(listeners)
                        .handleSignals(false)
                        .drain(Duration.ofSeconds(2))
                        .start()) {
            Listener http = listeners.get("http");
            tomcat.getService().addConnector(new Connector(new DoorbellProtocol(http, life)));
            tomcat.start();
            InetSocketAddress address = ((Address.Ip) http.address().orElseThrow()).socketAddress();
            try (Socket client = new Socket(address.getAddress(), address.getPort())) {
                OutputStream out = client.getOutputStream();
                out.write("GET /large HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                readHead(client.getInputStream());
                client.getInputStream().skipNBytes(SIZE);
                life.stop();
                assertThat(life.awaitEnd()).isEqualTo(End.STOPPED);
            }
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    private static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("after %s", head).isNotNegative();
            head.append((char) next);
        }
    }
}
