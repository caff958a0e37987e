import io.undertow.Undertow;

final class UndertowServer {
    public static void main(String... arguments) throws Exception {
        Undertow server = Undertow.builder()
                .addHttpListener(Integer.parseInt(arguments[0]), "0.0.0.0")
                .setHandler(exchange -> exchange.getResponseSender().send("ok"))
                .build();
        server.start();
        Reload.onHangup(() -> {
            server.stop();
            server.start();
        });
    }
}
