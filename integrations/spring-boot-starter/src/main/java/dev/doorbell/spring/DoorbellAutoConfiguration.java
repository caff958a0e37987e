package dev.doorbell.spring;

import dev.doorbell.lifecycle.HealthCheck;
import dev.doorbell.lifecycle.Intake;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The listeners of an application and its lifecycle. The classes for each web server use them. */
@AutoConfiguration
@ConditionalOnProperty(name = "doorbell.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DoorbellProperties.class)
@Import(ListenerBeans.class)
class DoorbellAutoConfiguration {
    @Bean
    OpenListeners doorbellListeners(
            DoorbellProperties properties,
            ConfigurableApplicationContext context,
            ObjectProvider<WebApplication> web,
            ObjectProvider<AdoptingServer> servers)
            throws IOException {
        BootVersion.check();
        OpenListeners listeners =
                OpenListeners.open(properties, context.getEnvironment(), web.getIfAvailable() != null);
        if (!listeners.ofServer().isEmpty() && servers.stream().findAny().isEmpty()) {
            listeners.close();
            throw new DoorbellException("The web server of this application cannot adopt " + listeners.ofServer()
                    + ". Use Tomcat, Jetty or Reactor Netty, or the Doorbell agent instead of this starter.");
        }
        return listeners;
    }

    @Bean
    @ConditionalOnWebApplication
    WebApplication doorbellWebApplication() {
        return new WebApplication();
    }

    @Bean
    ApplicationLifecycle doorbellLifecycle(
            OpenListeners listeners,
            DoorbellProperties properties,
            ConfigurableApplicationContext context,
            ApplicationAvailability availability,
            ObjectProvider<HealthCheck> health,
            ObjectProvider<Intake> intakes) {
        HealthCheck live = () -> availability.getLivenessState() != LivenessState.BROKEN;
        try {
            return new ApplicationLifecycle(
                    listeners,
                    properties,
                    context,
                    () -> live.isHealthy() && health.getIfAvailable(() -> live).isHealthy(),
                    intakes.stream().toList(),
                    System::exit);
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new DoorbellException(e);
        }
    }

    /** A bean in applications with a web server. */
    record WebApplication() {}
}
