package dev.doorbell.spring;

import dev.doorbell.Listener;
import java.util.Map;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** A bean for each key {@code doorbell.listeners.NAME}. */
final class ListenerBeans implements ImportBeanDefinitionRegistrar {
    private final Environment environment;

    ListenerBeans(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        Map<String, String> declared = Binder.get(environment)
                .bind("doorbell.listeners", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        for (String name : declared.keySet()) {
            RootBeanDefinition bean = new RootBeanDefinition(Listener.class);
            bean.setFactoryBeanName("doorbellListeners");
            bean.setFactoryMethodName("get");
            bean.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
            bean.addQualifier(new AutowireCandidateQualifier(DoorbellListener.class, name));
            registry.registerBeanDefinition("doorbellListener." + name, bean);
        }
    }
}
