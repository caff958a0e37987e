package dev.doorbell.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.dd.plist.NSArray;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import com.dd.plist.NSObject;
import com.dd.plist.XMLPropertyListParser;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The property list, read by a parser of property lists. Only macOS can show that launchd accepts it. */
class PlistTest {
    /** Keys of launchd.plist(5). launchd ignores an unknown key. */
    private static final Set<String> KEYS = Set.of(
            "Label", "ProgramArguments", "Sockets", "UserName", "ExitTimeOut", "ProcessType", "StandardErrorPath");

    private NSDictionary plist;

    @BeforeEach
    void parse() throws Exception {
        plist = (NSDictionary) XMLPropertyListParser.parse(new File("src/main/launchd/dev.doorbell.http-daemon.plist"));
    }

    @Test
    void it_has_keys_that_launchd_knows_and_the_label_of_its_file_name() {
        assertThat(Set.of(plist.allKeys())).isEqualTo(KEYS);
        assertThat(plist.get("Label")).hasToString("dev.doorbell.http-daemon");
    }

    @Test
    void the_socket_has_the_name_that_the_program_asks_for_and_is_of_tcp() {
        NSDictionary sockets = child(plist, "Sockets", NSDictionary.class);
        assertThat(sockets.allKeys()).containsExactly("http");
        NSDictionary http = child(sockets, "http", NSDictionary.class);
        assertThat(http.get("SockServiceName")).hasToString("80");
        assertThat(http.get("SockType")).hasToString("stream");
        assertThat(http.get("SockFamily")).as("one socket, as a plain bind has").hasToString("IPv4v6");
    }

    @Test
    void the_program_understands_its_arguments() {
        List<String> arguments = arguments();
        assertThat(arguments.get(0)).as("the JDK's own, not macOS's stub").endsWith(".jdk/Contents/Home/bin/java");
        assertThat(arguments.subList(1, 3)).containsExactly("-jar", "/usr/local/lib/http-daemon/http-daemon.jar");
        List<String> own = new ArrayList<>(arguments.subList(3, arguments.size() - 1));
        own.add(".");
        Arguments parsed = Arguments.parse(own.toArray(new String[0]));
        assertThat(parsed.specs.get(0).name()).isEqualTo("http");
        assertThat(parsed.specs).hasSize(1);
    }

    @Test
    void launchd_waits_for_longer_than_the_drain_takes() {
        long drain = Long.parseLong(arguments().get(arguments().indexOf("--drain") + 1));
        assertThat(child(plist, "ExitTimeOut", NSNumber.class).longValue()).isGreaterThan(drain);
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        for (NSObject argument : child(plist, "ProgramArguments", NSArray.class).getArray()) {
            arguments.add(argument.toString());
        }
        return arguments;
    }

    private static <T extends NSObject> T child(NSDictionary parent, String key, Class<T> type) {
        return type.cast(Objects.requireNonNull(parent.get(key), key));
    }
}
