package dev.doorbell.e2e.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The output of a command of a {@code console} block. A line of {@code ...} stands for any number of lines, and
 * {@code ...} within a line for any text; process numbers and ports that the kernel chooses are not compared.
 *
 * @param command the command
 * @param printed the lines below it
 */
record Transcript(String command, List<String> printed) {
    /** The shell's prompt of a command's next line. */
    private static final String MORE = "> ";

    private static final String ANYTHING = "...";

    /** Process numbers, and ports of the kernel's range. */
    private static final Pattern VARYING =
            Pattern.compile("(process |process is |PID=)\\d+|(:)(3[2-9]\\d{3}|[45]\\d{4}|6[0-5]\\d{3})\\b");

    static List<Transcript> of(Block console) {
        List<Transcript> transcripts = new ArrayList<>();
        for (String shown : console.text().split("(?m)^\\$ ", -1)) {
            if (!shown.isEmpty()) {
                transcripts.add(of(shown.lines().toList()));
            }
        }
        return transcripts;
    }

    private static Transcript of(List<String> lines) {
        int end = 1;
        while (end < lines.size()
                && (lines.get(end - 1).endsWith("\\") || lines.get(end).startsWith(MORE))) {
            end++;
        }
        String command = String.join("\n", lines.subList(0, end)).replace("\n" + MORE, "\n");
        return new Transcript(command, lines.subList(end, lines.size()));
    }

    boolean matches(List<String> lines) {
        return expected().matcher(text(lines)).matches();
    }

    private Pattern expected() {
        StringBuilder regex = new StringBuilder();
        for (String line : printed) {
            regex.append(line.equals(ANYTHING) ? "(?:.*\n)*?" : ofLine(line));
        }
        return Pattern.compile(regex.toString());
    }

    private static String ofLine(String line) {
        return Pattern.compile(Pattern.quote(ANYTHING))
                .splitAsStream(withoutVarying(line))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*", "", line.endsWith(ANYTHING) ? ".*\n" : "\n"));
    }

    private static String text(List<String> lines) {
        return lines.stream().map(line -> withoutVarying(line) + "\n").collect(Collectors.joining());
    }

    private static String withoutVarying(String line) {
        return VARYING.matcher(line).replaceAll("$1$2N");
    }
}
