import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;

final class VertxHttp {
    private static HttpServer server;

    public static void main(String... arguments) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        System.out.println("native: " + vertx.isNativeTransportEnabled());
        int port = Integer.parseInt(arguments[0]);
        listen(vertx, port);
        Reload.onHangup(() -> {
            server.close().toCompletionStage().toCompletableFuture().get();
            listen(vertx, port);
        });
    }

    private static void listen(Vertx vertx, int port) throws Exception {
        server = vertx.createHttpServer().requestHandler(request -> request.response().end("ok"));
        server.listen(port).toCompletionStage().toCompletableFuture().get();
    }
}
