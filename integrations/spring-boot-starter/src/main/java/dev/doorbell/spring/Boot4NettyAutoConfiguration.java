package dev.doorbell.spring;

import dev.doorbell.netty.NettyIntake;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Reactor Netty in Spring Boot 4. */
@AutoConfiguration(after = DoorbellAutoConfiguration.class)
@ConditionalOnBean(ApplicationLifecycle.class)
@ConditionalOnClass(
        name = {
            "dev.doorbell.reactor.netty.DoorbellLoopResources",
            "reactor.netty.http.server.HttpServer",
            "org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
class Boot4NettyAutoConfiguration {
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
