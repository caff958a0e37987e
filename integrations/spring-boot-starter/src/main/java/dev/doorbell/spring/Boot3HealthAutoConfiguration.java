package dev.doorbell.spring;

import dev.doorbell.lifecycle.HealthCheck;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The health of an application in Spring Boot 3.5. */
@AutoConfiguration(afterName = "org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration")
@ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthEndpoint")
@ConditionalOnBean(type = "org.springframework.boot.actuate.health.HealthEndpoint")
class Boot3HealthAutoConfiguration {
    /** The group for liveness, which checks no other system, and the whole health without one. */
    @Bean
    HealthCheck doorbellHealth(HealthEndpoint endpoint) {
        return () -> {
            HealthComponent live = endpoint.healthForPath("liveness");
            Status status = (live == null ? endpoint.health() : live).getStatus();
            return !status.equals(Status.DOWN) && !status.equals(Status.OUT_OF_SERVICE);
        };
    }
}
