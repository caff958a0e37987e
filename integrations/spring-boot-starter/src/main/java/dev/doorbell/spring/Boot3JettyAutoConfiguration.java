package dev.doorbell.spring;

import dev.doorbell.jetty.JettyIntake;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.embedded.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Jetty in Spring Boot 3.5. */
@AutoConfiguration(after = DoorbellAutoConfiguration.class)
@ConditionalOnBean(ApplicationLifecycle.class)
@ConditionalOnClass(
        name = {
            "org.eclipse.jetty.server.Server",
            "org.springframework.boot.web.embedded.jetty.ConfigurableJettyWebServerFactory"
        })
@ConditionalOnWebApplication
class Boot3JettyAutoConfiguration {
    @Bean
    AdoptingServer doorbellJetty() {
        return new AdoptingServer("Jetty");
    }

    @Bean
    JettyIntake doorbellJettyIntake() {
        return new JettyIntake();
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> doorbellJettyCustomizer(
            JettyIntake intake, OpenListeners listeners, ApplicationLifecycle life) {
        JettyConnectors connectors = new JettyConnectors(intake, listeners.ofServer(), life);
        return factory -> connectors.addTo(customizer -> factory.addServerCustomizers(customizer::accept));
    }
}
