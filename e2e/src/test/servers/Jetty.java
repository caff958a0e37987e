import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

final class Jetty {
    public static void main(String... arguments) throws Exception {
        Server server = new Server(Integer.parseInt(arguments[0]));
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.write(true, ByteBuffer.wrap("ok".getBytes()), callback);
                return true;
            }
        });
        server.setStopAtShutdown(true);
        server.start();
        Reload.onHangup(() -> {
            server.getConnectors()[0].stop();
            server.getConnectors()[0].start();
        });
    }
}
