package dev.doorbell.spring;

import dev.doorbell.lifecycle.HealthCheck;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;

/** The health of an application in Spring Boot 4. */
@AutoConfiguration(
        afterName = "org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration")
@ConditionalOnClass(name = "org.springframework.boot.health.actuate.endpoint.HealthEndpoint")
@ConditionalOnBean(type = "org.springframework.boot.health.actuate.endpoint.HealthEndpoint")
class Boot4HealthAutoConfiguration {
    /** The group for liveness, which checks no other system, and the whole health without one. */
    @Bean
    HealthCheck doorbellHealth(HealthEndpoint endpoint) {
        return () -> {
            HealthDescriptor live = endpoint.healthForPath("liveness");
            Status status = (live == null ? endpoint.health() : live).getStatus();
            return !status.equals(Status.DOWN) && !status.equals(Status.OUT_OF_SERVICE);
        };
    }
}
