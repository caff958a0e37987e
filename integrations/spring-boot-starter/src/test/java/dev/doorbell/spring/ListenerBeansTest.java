package dev.doorbell.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.javapoet.ClassName;

class ListenerBeansTest {
    @Test
    void spring_can_process_them_ahead_of_time() throws Exception {
        InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
        ClassNameGenerator names = new ClassNameGenerator(ClassName.get("app", "Main"));
        DefaultGenerationContext generation = new DefaultGenerationContext(names, files);
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("test", Map.of("doorbell.listeners.control", "")));
            context.register(DoorbellAutoConfiguration.class);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        generation.writeGeneratedContent();
        assertThat(files.getGeneratedFileContent(Kind.SOURCE, "app/Main__BeanFactoryRegistrations.java"))
                .contains("doorbellListener.control");
    }
}
