package dev.doorbell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What c_numbers.c printed: the numbers of this machine's headers, by name. */
public final class CompiledNumbers {
    private CompiledNumbers() {}

    /** {@return each with its name} */
    public static Map<String, Long> all() throws IOException, InterruptedException {
        Ran ran = Ran.run(List.of(Paths.NATIVE.resolve("c_numbers").toString()));
        assertThat(ran.status()).isZero();
        Map<String, Long> numbers = new LinkedHashMap<>();
        for (String line : ran.out()) {
            int space = line.lastIndexOf(' ');
            numbers.put(line.substring(0, space), Long.valueOf(line.substring(space + 1)));
        }
        return numbers;
    }
}
