package dev.doorbell.spring;

import dev.doorbell.Listener;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Tomcat in Spring Boot 4. */
@AutoConfiguration(after = DoorbellAutoConfiguration.class)
@ConditionalOnBean(ApplicationLifecycle.class)
@ConditionalOnClass(name = "org.springframework.boot.tomcat.TomcatWebServerFactory")
@ConditionalOnWebApplication
class Boot4TomcatAutoConfiguration {
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
