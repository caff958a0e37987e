package dev.doorbell.e2e.docs;

import dev.doorbell.e2e.fixture.Names;
import dev.doorbell.e2e.fixture.Terminal;
import dev.doorbell.e2e.fixture.Trial;
import dev.doorbell.e2e.fixture.Trials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The trials of a row of README's table: one for each scheme that it names. */
record TableTrials(Path directory, Terminal terminal, String queue) {
    List<Trial> of(TableRow row) throws IOException {
        List<Trial> trials = new ArrayList<>();
        for (String spec : row.spec().split(", ", -1)) {
            trials.add(trial(spec));
        }
        return trials;
    }

    private Trial trial(String spec) throws IOException {
        Path file = directory.resolve("file");
        String name = Names.unique("table");
        return switch (spec) {
            case "tcp://host:port", "tcp4://" -> Trials.tcp("--tcp", "127.0.0.1", scheme(spec));
            case "tcp6://" -> Trials.tcp("--tcp6", "[::1]", scheme(spec));
            case "udp://host:port", "udp4://" -> Trials.udp("--udp", "127.0.0.1", scheme(spec));
            case "udp6://" -> Trials.udp("--udp6", "[::1]", scheme(spec));
            case "unix:///path" -> Trials.unix(file);
            case "unix:@abstract" -> Trials.unix(name);
            case "unixpacket:///path" -> Trials.seqpacket(file);
            case "unixpacket:@abstract" -> Trials.seqpacket(name);
            case "unixgram:///path" -> Trials.datagrams(file, directory);
            case "unixgram:@abstract" -> Trials.datagrams(name, directory);
            case "fifo:///path" -> Trials.fifo(file);
            case "special:///dev/..." -> Trials.terminal(terminal);
            case "netlink:FAMILY/GROUP" -> Trials.netlink();
            case "mqueue:///name" -> Trials.queue(queue);
            default -> throw new AssertionError("README asks for a listener with " + spec + ", and no trial does");
        };
    }

    private static String scheme(String spec) {
        return spec.substring(0, spec.indexOf("//") + 2);
    }
}
