package dev.doorbell.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A compiler for the C of one platform, with that platform's headers.
 *
 * @param platform as a message names it
 * @param command what it is called with before the file
 */
public record CCompiler(String platform, List<String> command) {
    private static final String ZIG = Cached.ZIG.root().resolve("zig").toString();

    /** {@return one for each processor of macOS, with Apple's headers of macOS 13} */
    public static List<CCompiler> apple() {
        return List.of(apple("aarch64-macos.13.0"), apple("x86_64-macos.13.0"));
    }

    private static CCompiler apple(String target) {
        return new CCompiler(target, List.of(ZIG, "cc", "-target", target, "-c", "-Werror", "-ferror-limit=0"));
    }

    /**
     * One with the headers that Debian has for another processor. For one that the compiler cannot compile for, an Intel
     * stands in, by the name of the other: the headers differ by that name only.
     *
     * @param headers Debian's name of the platform
     * @param target the compiler's
     * @param names the options that give the processor its name, where it is another's
     * @return the compiler
     */
    public static CCompiler debian(String headers, String target, String... names) {
        Path include =
                Cached.FOREIGN_HEADERS.root().resolve("usr").resolve(headers).resolve("include");
        List<String> command = new ArrayList<>(List.of(ZIG, "clang", "-target", target));
        command.addAll(List.of(names));
        command.addAll(List.of("-nostdinc", "-isystem", Cached.ZIG.root() + "/lib/include", "-isystem"));
        command.addAll(List.of(include.toString(), "-fsyntax-only", "-Werror", "-ferror-limit=0"));
        return new CCompiler(headers, List.copyOf(command));
    }

    /** {@return what the compiler says against a source of C; empty where it takes it} */
    public String refusal(String source) throws IOException, InterruptedException {
        return refusal("facts.c", source);
    }

    /** {@return what the compiler says against a source of C++14; empty where it takes it} */
    public String refusalOfCpp(String source) throws IOException, InterruptedException {
        return refusal("facts.cc", source, "-std=c++14");
    }

    private String refusal(String name, String source, String... options) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("doorbell-c-");
        try {
            Path file = Files.writeString(folder.resolve(name), source);
            List<String> whole = new ArrayList<>(List.of("env", "-C", folder.toString()));
            whole.addAll(List.of("ZIG_GLOBAL_CACHE_DIR=" + folder, "ZIG_LOCAL_CACHE_DIR=" + folder));
            whole.addAll(command);
            whole.addAll(List.of(options));
            whole.add(file.toString());
            Ran ran = Ran.run(whole);
            return ran.status() == 0 ? "" : platform + ": " + String.join("\n", ran.err());
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public String toString() {
        return platform;
    }
}
