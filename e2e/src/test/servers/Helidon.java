import io.helidon.webserver.WebServer;

final class Helidon {
    public static void main(String... arguments) {
        WebServer.builder()
                .port(Integer.parseInt(arguments[0]))
                .routing(routing -> routing.get("/", (request, response) -> response.send("ok")))
                .build()
                .start();
    }
}
