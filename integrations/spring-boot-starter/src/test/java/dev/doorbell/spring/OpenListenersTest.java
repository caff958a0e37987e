package dev.doorbell.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.StandardEnvironment;

/** The listeners of an application that a service manager passes some to. */
class OpenListenersTest {
    @AfterEach
    void passNothing() {
        TestManager.passes = "";
    }

    private static DoorbellProperties called(String name) {
        return new DoorbellProperties(true, name, "management", Map.of(), null, null);
    }

    @Test
    void a_second_context_of_the_process_cannot_have_the_listeners_of_the_first() throws Exception {
        TestManager.passes = "twice";
        OpenListeners first = OpenListeners.open(called("twice"), new StandardEnvironment(), true);
        String listener = first.ofServer().get(0).toString();
        first.close();
        assertThatThrownBy(() -> OpenListeners.open(called("twice"), new StandardEnvironment(), true))
                .isInstanceOf(DoorbellException.class)
                .hasMessageContainingAll(
                        "an earlier application context of this process had " + listener,
                        "spring.devtools.restart.enabled=false");
    }

    @Test
    void a_second_context_with_another_name_binds_its_port() throws Exception {
        TestManager.passes = "first";
        OpenListeners.open(called("first"), new StandardEnvironment(), true).close();
        OpenListeners second = OpenListeners.open(called("second"), new StandardEnvironment(), true);
        assertThat(second.ofServer()).isEmpty();
        second.close();
    }

    @Test
    void two_servers_on_the_class_path_that_can_adopt_are_no_error() throws Exception {
        TestManager.passes = "either";
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.registerBean(DoorbellAutoConfiguration.WebApplication.class);
            context.registerBean("one", AdoptingServer.class, () -> new AdoptingServer("one"));
            context.registerBean("other", AdoptingServer.class, () -> new AdoptingServer("other"));
            context.refresh();
            OpenListeners listeners = new DoorbellAutoConfiguration()
                    .doorbellListeners(
                            called("either"),
                            context,
                            context.getBeanProvider(DoorbellAutoConfiguration.WebApplication.class),
                            context.getBeanProvider(AdoptingServer.class));
            assertThat(listeners.ofServer()).hasSize(1);
            listeners.close();
        }
    }

    @Test
    void a_server_that_cannot_adopt_a_listener_leaves_none_open() {
        TestManager.passes = "unadopted";
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.registerBean(DoorbellAutoConfiguration.WebApplication.class);
            context.refresh();
            assertThatThrownBy(() -> new DoorbellAutoConfiguration()
                            .doorbellListeners(
                                    called("unadopted"),
                                    context,
                                    context.getBeanProvider(DoorbellAutoConfiguration.WebApplication.class),
                                    context.getBeanProvider(AdoptingServer.class)))
                    .hasMessageContaining("cannot adopt [\"unadopted\"");
        }
        assertThat(TestManager.PASSED).isNotEmpty().noneMatch(channel -> channel.isOpen());
    }
}
