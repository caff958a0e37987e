package dev.doorbell.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.lifecycle.Lifecycle;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardServer;
import org.apache.catalina.core.StandardService;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two connectors that are given the same listener. */
@Timeout(60)
class TwoConnectorsTest {
    @Test
    void the_second_connector_of_a_listener_is_a_clear_error() throws Exception {
        try (Listeners listeners = Doorbell.open("http=tcp://127.0.0.1:0");
                Lifecycle life = Lifecycle.of(listeners).handleSignals(false).start()) {
            Listener http = listeners.get("http");
            DoorbellProtocol first = new DoorbellProtocol(http, life);
            assertThat(first.getPort()).isPositive();
            assertThatIllegalStateException()
                    .isThrownBy(() -> new DoorbellProtocol(http, life))
                    .withMessageContainingAll("cannot serve " + http, "it is served by a connector of Tomcat");
        }
    }

    @Test
    void another_connector_can_follow_one_that_was_destroyed() throws Exception {
        try (Listeners listeners = Doorbell.open("http=tcp://127.0.0.1:0");
                Lifecycle life = Lifecycle.of(listeners).handleSignals(false).start()) {
            for (int turn = 0; turn < 2; turn++) {
                Tomcat tomcat = new Tomcat();
                tomcat.getService().addConnector(new Connector(new DoorbellProtocol(listeners.get("http"), life)));
                tomcat.start();
                assertThat(tomcat.getConnector().getState()).isEqualTo(LifecycleState.STARTED);
                tomcat.stop();
                tomcat.destroy();
            }
        }
    }

    @Test
    void two_connectors_with_one_name_in_server_xml_are_a_clear_error() {
        StandardServer server = new StandardServer();
        StandardService service = new StandardService();
        server.addService(service);
        for (int connector = 0; connector < 2; connector++) {
            service.addConnector(new Connector(new DoorbellProtocol()));
        }
        server.addLifecycleListener(new DoorbellListener());
        assertThatThrownBy(server::init)
                .rootCause()
                .hasMessageContainingAll("two Connectors have the listener \"http\"", "doorbellName");
    }
}
