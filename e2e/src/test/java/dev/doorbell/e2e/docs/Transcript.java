package dev.doorbell.e2e.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a command of a {@code console} block prints. A line of {@code ...} stands for any number of lines, and {@code ...}
 * within a line for any text; process numbers and ports that the kernel chooses are not compared.
 *
 * @param command the command
 * @param printed the lines below it
 */
record Transcript(String command, List<String> printed) {
    private static final String MORE = "> ";
    private static final String ANYTHING = "...";

    /** Process numbers, and ports of the range that the kernel chooses from. */
    private static final Pattern CHANCE =
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

    /** The first line, and those that the shell would ask for with {@code >}, are the command. */
    private static Transcript of(List<String> lines) {
        StringBuilder command = new StringBuilder(lines.get(0));
        int line = 1;
        while (line < lines.size()
                && (command.charAt(command.length() - 1) == '\\'
                        || lines.get(line).startsWith(MORE))) {
            command.append('\n')
                    .append(
                            lines.get(line).startsWith(MORE)
                                    ? lines.get(line).substring(MORE.length())
                                    : lines.get(line));
            line++;
        }
        return new Transcript(command.toString(), lines.subList(line, lines.size()));
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
                .splitAsStream(withoutChance(line))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*", "", line.endsWith(ANYTHING) ? ".*\n" : "\n"));
    }

    private static String text(List<String> lines) {
        return lines.stream().map(line -> withoutChance(line) + "\n").collect(Collectors.joining());
    }

    private static String withoutChance(String line) {
        return CHANCE.matcher(line).replaceAll("$1$2N");
    }
}
