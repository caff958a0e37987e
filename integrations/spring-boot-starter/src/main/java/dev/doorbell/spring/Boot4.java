package dev.doorbell.spring;

import dev.doorbell.Listener;
import dev.doorbell.jetty.JettyIntake;
import dev.doorbell.lifecycle.HealthCheck;
import dev.doorbell.netty.NettyIntake;
import java.util.List;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Spring Boot 4. Each nested class is loaded only if the names in its conditions are there. */
final class Boot4 {
    private Boot4() {}

    @AutoConfiguration(after = DoorbellAutoConfiguration.class)
    @ConditionalOnBean(ApplicationLifecycle.class)
    @ConditionalOnClass(name = "org.springframework.boot.tomcat.TomcatWebServerFactory")
    @ConditionalOnWebApplication
    static class Tomcat {
        @Bean
        AdoptingServer doorbellTomcat() {
            return new AdoptingServer("Tomcat");
        }

        @Bean
        WebServerFactoryCustomizer<TomcatWebServerFactory> doorbellCustomizer(
                OpenListeners listeners, ApplicationLifecycle life) {
            return factory -> adopt(factory, listeners.ofServer(), life);
        }

        static void adopt(TomcatWebServerFactory factory, List<Listener> listeners, ApplicationLifecycle life) {
            new TomcatConnectors(listeners, life, Ssl.isEnabled(factory.getSsl()))
                    .addTo(
                            factory::setProtocol,
                            customizer -> factory.addConnectorCustomizers(customizer::accept),
                            factory::addAdditionalConnectors);
        }
    }

    /** The management server on a port of its own. */
    @ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
    @ConditionalOnBean(ApplicationLifecycle.class)
    @ConditionalOnClass(name = "org.springframework.boot.tomcat.TomcatWebServerFactory")
    static class TomcatManagement {
        @Bean
        WebServerFactoryCustomizer<TomcatWebServerFactory> doorbellCustomizer(
                OpenListeners listeners, ApplicationLifecycle life) {
            return factory -> Tomcat.adopt(factory, listeners.ofManagement(), life);
        }
    }

    @AutoConfiguration(after = DoorbellAutoConfiguration.class)
    @ConditionalOnBean(ApplicationLifecycle.class)
    @ConditionalOnClass(
            name = {
                "org.eclipse.jetty.server.Server",
                "org.springframework.boot.jetty.ConfigurableJettyWebServerFactory"
            })
    @ConditionalOnWebApplication
    static class Jetty {
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
            return adopting(new JettyConnectors(intake, listeners.ofServer(), life));
        }

        static WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> adopting(JettyConnectors connectors) {
            return factory -> connectors.addTo(customizer -> factory.addServerCustomizers(customizer::accept));
        }
    }

    /** The management server on a port of its own. */
    @ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
    @ConditionalOnBean(ApplicationLifecycle.class)
    @ConditionalOnClass(
            name = {
                "org.eclipse.jetty.server.Server",
                "org.springframework.boot.jetty.ConfigurableJettyWebServerFactory"
            })
    static class JettyManagement {
        @Bean
        WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> doorbellJettyCustomizer(
                JettyIntake intake, OpenListeners listeners, ApplicationLifecycle life) {
            return Jetty.adopting(new JettyConnectors(intake, listeners.ofManagement(), life));
        }
    }

    @AutoConfiguration(after = DoorbellAutoConfiguration.class)
    @ConditionalOnBean(ApplicationLifecycle.class)
    @ConditionalOnClass(
            name = {
                "dev.doorbell.reactor.netty.DoorbellLoopResources",
                "reactor.netty.http.server.HttpServer",
                "org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory"
            })
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class Netty {
        @Bean
        AdoptingServer doorbellNetty() {
            return new AdoptingServer("Reactor Netty");
        }

        @Bean
        NettyIntake doorbellNettyIntake() {
            return new NettyIntake();
        }

        @Bean
        WebServerFactoryCustomizer<NettyReactiveWebServerFactory> doorbellNettyCustomizer(
                NettyIntake intake, OpenListeners listeners, ApplicationLifecycle life) {
            NettyServer server = new NettyServer(intake, listeners.ofServer(), life);
            return factory -> server.addTo(
                    factory::setResourceFactory, customizer -> factory.addServerCustomizers(customizer::apply));
        }
    }

    @AutoConfiguration(
            afterName =
                    "org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration")
    @ConditionalOnClass(name = "org.springframework.boot.health.actuate.endpoint.HealthEndpoint")
    @ConditionalOnBean(type = "org.springframework.boot.health.actuate.endpoint.HealthEndpoint")
    static class Health {
        /** The group for liveness, if there is one. The whole health may be that of other systems, which no restart repairs. */
        @Bean
        HealthCheck doorbellHealth(HealthEndpoint endpoint) {
            return () -> {
                HealthDescriptor live = endpoint.healthForPath("liveness");
                Status status = live == null ? Status.UNKNOWN : live.getStatus();
                return !status.equals(Status.DOWN) && !status.equals(Status.OUT_OF_SERVICE);
            };
        }
    }
}
