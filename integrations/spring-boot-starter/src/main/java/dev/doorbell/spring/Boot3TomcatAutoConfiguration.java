package dev.doorbell.spring;

import dev.doorbell.Listener;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.embedded.tomcat.TomcatReactiveWebServerFactory;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Tomcat in Spring Boot 3.5. */
@AutoConfiguration(after = DoorbellAutoConfiguration.class)
@ConditionalOnBean(ApplicationLifecycle.class)
@ConditionalOnClass(
        name = {
            "org.apache.catalina.startup.Tomcat",
            "org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory"
        })
@ConditionalOnWebApplication
class Boot3TomcatAutoConfiguration {
    @Bean
    AdoptingServer doorbellTomcat() {
        return new AdoptingServer("Tomcat");
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> doorbellServletCustomizer(
            OpenListeners listeners, ApplicationLifecycle life) {
        return factory -> adopt(factory, listeners.ofServer(), life);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatReactiveWebServerFactory> doorbellReactiveCustomizer(
            OpenListeners listeners, ApplicationLifecycle life) {
        return factory -> adopt(factory, listeners.ofServer(), life);
    }

    static void adopt(TomcatServletWebServerFactory factory, List<Listener> listeners, ApplicationLifecycle life) {
        new TomcatConnectors(listeners, life, Ssl.isEnabled(factory.getSsl()))
                .addTo(
                        factory::setProtocol,
                        customizer -> factory.addConnectorCustomizers(customizer::accept),
                        factory::addAdditionalTomcatConnectors);
    }

    static void adopt(TomcatReactiveWebServerFactory factory, List<Listener> listeners, ApplicationLifecycle life) {
        new TomcatConnectors(listeners, life, Ssl.isEnabled(factory.getSsl()))
                .addTo(
                        factory::setProtocol,
                        customizer -> factory.addConnectorCustomizers(customizer::accept),
                        factory::addAdditionalTomcatConnectors);
    }
}
