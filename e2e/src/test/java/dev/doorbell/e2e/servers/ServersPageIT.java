package dev.doorbell.e2e.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The table of servers in docs/agent.md. */
@Tag("once")
class ServersPageIT {
    @Test
    void the_rows_are_those_of_the_servers_as_they_are_described() throws IOException {
        List<List<String>> rows = ServersTable.rows();
        assertThat(rows)
                .extracting(cells -> cells.get(0) + ' ' + cells.get(1))
                .containsExactlyElementsOf(Servers.all().stream()
                        .map(server -> server.name + ' ' + server.version())
                        .toList());
    }

    @Test
    void no_row_has_figures_of_a_jdk_that_the_server_does_not_run_on() throws IOException {
        List<List<String>> rows = ServersTable.rows();
        for (Server server : Servers.all()) {
            for (int jdk = 0; jdk < ServersTable.JDKS.size(); jdk++) {
                List<String> row = rows.get(Servers.all().indexOf(server));
                boolean runs = server.oldestJdk <= ServersTable.JDKS.get(jdk);
                assertThat(row.get(ServersTable.FIGURES + jdk))
                        .as("%s on %s", server, ServersTable.JDKS.get(jdk))
                        .matches(runs ? "[\\d,]+ / 0|-" : ServersTable.NOT_YET);
            }
        }
    }
}
