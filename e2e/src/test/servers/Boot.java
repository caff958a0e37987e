package demo;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A program of Spring Boot, for the server that is on its class path. */
@SpringBootApplication(proxyBeanMethods = false)
@RestController
public class Boot {
    public static void main(String... arguments) {
        SpringApplication.run(Boot.class, arguments);
    }

    @GetMapping("/")
    String ok() {
        return "ok";
    }
}
