import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

final class JdkHttp {
    private static HttpServer server;

    public static void main(String... arguments) throws Exception {
        start(Integer.parseInt(arguments[0]));
        Reload.onHangup(() -> {
            server.stop(1);
            start(Integer.parseInt(arguments[0]));
        });
    }

    private static void start(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(port), 50);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes());
            exchange.close();
        });
        server.start();
    }
}
