package dev.doorbell.provider.fallback;

import dev.doorbell.Listener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A program that binds a spec when it reads {@code bind}, and says {@code bound} or why not. What it has bound it closes
 * when it reads {@code close}, and leaves a stale socket when it reads {@code leave}.
 */
final class RacingProgram {
    private RacingProgram() {}

    public static void main(String... spec) throws IOException {
        @Nullable Listener bound = null;
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            switch (line) {
                case "bind" -> {
                    try {
                        bound = Fallback.bind(spec[0]);
                        System.out.println("bound");
                    } catch (BindException refused) {
                        System.out.println(refused.getMessage());
                    }
                }
                default -> {
                    end(bound, line.equals("leave"));
                    bound = null;
                }
            }
        }
    }

    private static void end(@Nullable Listener bound, boolean stale) throws IOException {
        if (bound != null) {
            if (stale) {
                bound.serverSocketChannel().close();
            } else {
                bound.close();
            }
        }
        System.out.println("ended");
    }
}
