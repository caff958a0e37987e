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
                .extracting(cells -> cells.get(0) + ' ' + cells.get(1) + ' ' + cells.get(ServersTable.REMARKS))
                .containsExactlyElementsOf(Servers.all().stream()
                        .map(server -> server.name + ' ' + server.version() + ' ' + server.remark)
                        .toList());
    }

    @Test
    void each_row_has_the_figures_of_each_jdk_that_the_server_runs_on() throws IOException {
        List<List<String>> rows = ServersTable.rows();
        for (Server server : Servers.all()) {
            for (int jdk = 0; jdk < ServersTable.JDKS.size(); jdk++) {
                List<String> row = rows.get(Servers.all().indexOf(server));
                boolean runs = server.oldestJdk <= ServersTable.JDKS.get(jdk);
                assertThat(row.get(ServersTable.FIGURES + jdk))
                        .as("%s on %s", server, ServersTable.JDKS.get(jdk))
                        .matches(runs ? "[\\d,]+ / 0" : ServersTable.needed(server));
            }
        }
    }
}
