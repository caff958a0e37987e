import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

final class GrizzlyServer {
    public static void main(String... arguments) throws Exception {
        HttpServer server = new HttpServer();
        NetworkListener listener = new NetworkListener("http", "0.0.0.0", Integer.parseInt(arguments[0]));
        server.getServerConfiguration().addHttpHandler(new HttpHandler() {
            @Override
            public void service(Request request, Response response) throws Exception {
                response.getWriter().write("ok");
            }
        });
        server.start();
        // a listener that is there before is opened before the handlers are, and answers with 404
        server.addListener(listener);
        Reload.onHangup(() -> {
            listener.shutdownNow();
            listener.start();
        });
    }
}
