package dev.doorbell.spring;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** The management server on a port of its own: Tomcat in Spring Boot 4. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnBean(ApplicationLifecycle.class)
@ConditionalOnClass(name = "org.springframework.boot.tomcat.TomcatWebServerFactory")
class Boot4TomcatManagementConfiguration {
    @Bean
    WebServerFactoryCustomizer<TomcatWebServerFactory> doorbellCustomizer(
            OpenListeners listeners, ApplicationLifecycle life) {
        return factory -> Boot4TomcatAutoConfiguration.adopt(factory, listeners.ofManagement(), life);
    }
}
