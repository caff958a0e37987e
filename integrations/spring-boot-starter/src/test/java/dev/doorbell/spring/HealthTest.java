package dev.doorbell.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.health.AdditionalHealthEndpointPath;
import org.springframework.boot.actuate.health.DefaultHealthContributorRegistry;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.HealthEndpointGroup;
import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.HttpCodeStatusMapper;
import org.springframework.boot.actuate.health.SimpleHttpCodeStatusMapper;
import org.springframework.boot.actuate.health.SimpleStatusAggregator;
import org.springframework.boot.actuate.health.StatusAggregator;

class HealthTest {
    @ParameterizedTest
    @CsvSource({"UP, true", "DOWN, false", "OUT_OF_SERVICE, false", "UNKNOWN, true"})
    void the_status_of_the_group_for_liveness_counts(String status, boolean healthy) throws Exception {
        HealthEndpoint endpoint = endpoint(status, Map.of("liveness", new Everything()));
        assertThat(new Boot3.Health().doorbellHealth(endpoint).isHealthy()).isEqualTo(healthy);
    }

    @ParameterizedTest
    @CsvSource({"UP", "DOWN"})
    void without_that_group_the_health_of_other_systems_does_not_count(String status) throws Exception {
        assertThat(new Boot3.Health().doorbellHealth(endpoint(status, Map.of())).isHealthy())
                .isTrue();
    }

    private static HealthEndpoint endpoint(String status, Map<String, HealthEndpointGroup> groups) {
        HealthIndicator database = () -> Health.status(status).build();
        HealthContributorRegistry registry =
                new DefaultHealthContributorRegistry(Map.<String, HealthContributor>of("database", database));
        return new HealthEndpoint(registry, HealthEndpointGroups.of(new Everything(), groups), null);
    }

    private record Everything() implements HealthEndpointGroup {
        @Override
        public boolean isMember(String name) {
            return true;
        }

        @Override
        public boolean showComponents(SecurityContext security) {
            return true;
        }

        @Override
        public boolean showDetails(SecurityContext security) {
            return true;
        }

        @Override
        public StatusAggregator getStatusAggregator() {
            return new SimpleStatusAggregator();
        }

        @Override
        public HttpCodeStatusMapper getHttpCodeStatusMapper() {
            return new SimpleHttpCodeStatusMapper();
        }

        @Override
        public AdditionalHealthEndpointPath getAdditionalPath() {
            return AdditionalHealthEndpointPath.from("server:/live");
        }
    }
}
