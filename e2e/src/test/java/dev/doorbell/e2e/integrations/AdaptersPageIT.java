package dev.doorbell.e2e.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The table of adapters in docs/integrations.md. */
@Tag("once")
class AdaptersPageIT {
    @Test
    void every_adapter_has_its_row_with_the_versions_that_are_tested() throws IOException {
        assertThat(AdaptersTable.TABLE.rows())
                .extracting(row -> row.subList(0, AdaptersTable.DESCRIBED))
                .containsExactlyElementsOf(AdaptersTable.adapters().stream()
                        .map(AdaptersTable::described)
                        .toList());
    }

    @Test
    void no_restart_has_lost_a_request() throws IOException {
        assertThat(AdaptersTable.TABLE.rows())
                .flatExtracting(row -> row.subList(AdaptersTable.RESTARTS_ON_17, row.size()))
                .allMatch(cell -> cell.matches("[\\d,]+ / 0"));
    }
}
