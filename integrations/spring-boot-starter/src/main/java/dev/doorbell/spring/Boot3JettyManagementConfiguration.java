package dev.doorbell.spring;

import dev.doorbell.jetty.JettyIntake;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.embedded.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** The management server on a port of its own: Jetty in Spring Boot 3.5. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnBean(ApplicationLifecycle.class)
@ConditionalOnClass(
        name = {
            "org.eclipse.jetty.server.Server",
            "org.springframework.boot.web.embedded.jetty.ConfigurableJettyWebServerFactory"
        })
class Boot3JettyManagementConfiguration {
    @Bean
    WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> doorbellJettyCustomizer(
            JettyIntake intake, OpenListeners listeners, ApplicationLifecycle life) {
        JettyConnectors connectors = new JettyConnectors(intake, listeners.ofManagement(), life);
        return factory -> connectors.addTo(customizer -> factory.addServerCustomizers(customizer::accept));
    }
}
