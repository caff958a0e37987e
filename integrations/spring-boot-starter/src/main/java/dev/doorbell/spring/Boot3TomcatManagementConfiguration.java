package dev.doorbell.spring;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.embedded.tomcat.TomcatReactiveWebServerFactory;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** The management server on a port of its own: Tomcat in Spring Boot 3.5. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnBean(ApplicationLifecycle.class)
@ConditionalOnClass(
        name = {
            "org.apache.catalina.startup.Tomcat",
            "org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory"
        })
class Boot3TomcatManagementConfiguration {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> doorbellServletCustomizer(
            OpenListeners listeners, ApplicationLifecycle life) {
        return factory -> Boot3TomcatAutoConfiguration.adopt(factory, listeners.ofManagement(), life);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatReactiveWebServerFactory> doorbellReactiveCustomizer(
            OpenListeners listeners, ApplicationLifecycle life) {
        return factory -> Boot3TomcatAutoConfiguration.adopt(factory, listeners.ofManagement(), life);
    }
}
