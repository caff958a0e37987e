package dev.doorbell.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SiteTest {
    @TempDir
    private Path temporary;

    private Path directory;
    private ServedSite served;

    @BeforeEach
    void serve() throws Exception {
        Files.writeString(temporary.resolve("secret.txt"), "secret");
        directory = Files.createDirectories(temporary.resolve("www"));
        Files.writeString(directory.resolve("index.html"), "<h1>welcome</h1>");
        Files.writeString(directory.resolve("page.txt"), "0123456789");
        Files.createDirectories(directory.resolve("folder"));
        served = new ServedSite(Site.of(directory));
    }

    @AfterEach
    void end() throws Exception {
        served.close();
    }

    @Test
    void a_file_is_served_with_its_type_and_length() throws Exception {
        HttpResponse<String> page = served.get("/page.txt");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).isEqualTo("0123456789");
        assertThat(page.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
        assertThat(page.headers().firstValue("content-length")).hasValue("10");
        assertThat(page.headers().firstValue("server"))
                .as("headers without a version")
                .isEmpty();
    }

    @Test
    void the_welcome_file_stands_for_the_directory() throws Exception {
        assertThat(served.get("/").body()).isEqualTo("<h1>welcome</h1>");
    }

    @Test
    void a_directory_is_not_listed() throws Exception {
        assertThat(served.get("/folder/").statusCode()).isEqualTo(403);
    }

    @Test
    void head_has_the_headers_of_get_and_no_body() throws Exception {
        HttpResponse<String> head = served.send(served.request("/page.txt").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("content-length")).hasValue("10");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void a_range_is_served_without_the_rest() throws Exception {
        HttpResponse<String> part = served.send(served.request("/page.txt").header("Range", "bytes=2-5"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("content-range")).hasValue("bytes 2-5/10");
        assertThat(part.body()).isEqualTo("2345");
    }

    @Test
    void a_copy_that_is_still_good_is_not_sent_again_and_one_that_is_not_is() throws Exception {
        HttpResponse<String> first = served.get("/page.txt");
        assertThat(first.headers().firstValue("cache-control")).hasValue("no-cache");
        String tag = first.headers().firstValue("etag").orElseThrow();
        assertThat(served.send(served.request("/page.txt").header("If-None-Match", tag))
                        .statusCode())
                .isEqualTo(304);
        Files.writeString(directory.resolve("page.txt"), "changed");
        Files.setLastModifiedTime(directory.resolve("page.txt"), FileTime.from(Instant.EPOCH));
        assertThat(eventually("/page.txt", tag)).isEqualTo("changed");
    }

    @Test
    void what_is_not_there_is_404() throws Exception {
        assertThat(served.get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void nothing_is_taken_from_clients() throws Exception {
        assertThat(served.send(served.request("/page.txt").PUT(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(404);
        assertThat(directory.resolve("page.txt")).hasContent("0123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/folder/../../secret.txt",
                "/%2e%2e/secret.txt",
                "/..%2fsecret.txt",
                "/%2e%2e%2fsecret.txt",
                "/..;/secret.txt",
                "/folder/%252e%252e/%252e%252e/secret.txt",
                "/..%5csecret.txt",
                "/%c0%ae%c0%ae/secret.txt",
                "//../secret.txt",
                "/./.././secret.txt"
            })
    void no_path_leads_out_of_the_directory(String path) throws Exception {
        String answer = served.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("\r\n\r\nsecret");
    }

    @Test
    void a_symbolic_link_is_followed_only_inside_the_directory() throws Exception {
        Files.createSymbolicLink(directory.resolve("inside"), directory.resolve("page.txt"));
        Files.createSymbolicLink(directory.resolve("outside"), temporary.resolve("secret.txt"));
        Files.createSymbolicLink(directory.resolve("up"), temporary);
        assertThat(served.get("/inside").body()).isEqualTo("0123456789");
        assertThat(served.get("/outside").statusCode()).isEqualTo(404);
        assertThat(served.get("/up/secret.txt").statusCode()).isEqualTo(404);
    }

    @Test
    void it_tells_that_it_is_well() throws Exception {
        HttpResponse<String> health = served.get("/healthz");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("ok\n");
        assertThat(health.headers().firstValue("cache-control")).hasValue("no-store");
    }

    @Test
    void the_directory_may_itself_be_reached_by_a_link() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), directory);
        try (ServedSite other = new ServedSite(Site.of(link))) {
            assertThat(other.get("/page.txt").body()).isEqualTo("0123456789");
        }
    }

    /** Returns the changed file. Jetty checks a file again after a second. */
    private String eventually(String path, String otherThan) throws Exception {
        for (int i = 0; i < 200; i++) {
            HttpResponse<String> answer = served.send(served.request(path).header("If-None-Match", otherThan));
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            Thread.sleep(20);
        }
        return "nothing new";
    }
}
