import io.javalin.Javalin;

final class JavalinServer {
    public static void main(String... arguments) {
        Javalin.create(config -> config.showJavalinBanner = false)
                .get("/", context -> context.result("ok"))
                .start(Integer.parseInt(arguments[0]));
    }
}
