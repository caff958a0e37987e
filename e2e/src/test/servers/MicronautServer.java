package demo;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.runtime.Micronaut;

final class MicronautServer {
    public static void main(String... arguments) {
        Micronaut.build("-micronaut.server.port=" + arguments[0]).start();
    }
}

@Controller
class Ok {
    @Get
    String ok() {
        return "ok";
    }
}
