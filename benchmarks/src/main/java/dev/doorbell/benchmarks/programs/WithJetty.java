package dev.doorbell.benchmarks.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** A Jetty server on a listener that it binds, inherits as standard input, or gets from Doorbell. */
public final class WithJetty {
    private WithJetty() {}

    /**
     * Serves until SIGTERM.
     *
     * @param args {@code bind PORT}, {@code inherit}, or {@code doorbell SPEC} with a spec named x
     */
    public static void main(String[] args) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        switch (args[0]) {
            case "bind" -> {
                connector.setHost("127.0.0.1");
                connector.setPort(Integer.parseInt(args[1]));
            }
            case "inherit" -> connector.setInheritChannel(true);
            case "doorbell" -> openWithDoorbell(connector, args[1]);
            default -> throw new IllegalArgumentException("expected bind, inherit or doorbell, got " + args[0]);
        }
        server.addConnector(connector);
        server.setHandler(new Ok());
        server.start();
        server.join();
    }

    private static void openWithDoorbell(ServerConnector connector, String spec) throws IOException {
        connector.open(Doorbell.open(ListenerSpec.parse(spec)).get("x").serverSocketChannel());
    }

    private static final class Ok extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.write(true, ByteBuffer.wrap("ok\n".getBytes(StandardCharsets.US_ASCII)), callback);
            return true;
        }
    }
}
