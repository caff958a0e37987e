package dev.doorbell.spec;

import java.util.Locale;
import java.util.Random;

/** Texts that are nearly specs, from a seed: a few things are put in, taken out or turned around in the text of one. */
final class MutatedSpecs {
    private static final int MOST_MUTATIONS = 4;

    /** Words that the grammar knows, whole and in parts, and words that it must not take for them. */
    private static final String[] TOKENS = {
        "=",
        ":",
        "/",
        "//",
        "///",
        "?",
        "&",
        "#",
        "@",
        "%",
        "*",
        ",",
        "[",
        "]",
        "[::1]",
        "[::",
        "::1]",
        "[]",
        "[fe80::1%",
        "%00",
        "%0",
        "%3A",
        "%3d",
        "%zz",
        "%C3",
        "%c3%a9",
        "%ED%A0%80",
        "%F0%9F%98%80",
        "%40",
        "%25",
        "%2F",
        "%23",
        "%3f",
        "tcp:",
        "tcp4:",
        "tcp6://",
        "TCP://",
        "udp6:",
        "udp4://",
        "unix:",
        "unix:@",
        "unix://",
        "unixpacket:",
        "unixgram:@",
        "fifo://",
        "special:",
        "netlink:",
        "netlink:route/",
        "mqueue:",
        "mqueue:///",
        "http://",
        "tc\u212a://",
        "?backlog=",
        "backlog=1",
        "backlog=0",
        "?mode=",
        "mode=0660",
        "mode=01000",
        "mode=8",
        "?reuseport=",
        "reuseport=true",
        "reuseport=TRUE",
        "&&",
        "??",
        "==",
        "0",
        "-1",
        "+1",
        "65535",
        "65536",
        "2147483647",
        "2147483648",
        "99999999999999999999",
        "\u0661",
        "\uff11",
        "127.0.0.1",
        "256.1.1.1",
        "0x7f.1",
        "1.2.3",
        "::ffff:1.2.3.4",
        "fe80::",
        "%eth0",
        "localhost",
        "\0",
        "\n",
        "\t",
        " ",
        "\u007f",
        "\u001b[2J",
        "\u00e9",
        "\u202e",
        "\ud800",
        "\udc00",
        "\ud83d\ude00",
        "\ufeff",
        "n".repeat(256),
        "/".repeat(5000)
    };

    private final Random random;
    private final RandomSpecs specs;

    MutatedSpecs(long seed) {
        this.random = new Random(seed);
        this.specs = new RandomSpecs(random.nextLong());
    }

    String next() {
        StringBuilder text = new StringBuilder(specs.next().toString());
        for (int mutations = 1 + random.nextInt(MOST_MUTATIONS); mutations > 0; mutations--) {
            mutate(text);
        }
        return text.toString();
    }

    private void mutate(StringBuilder text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(random.nextInt(5) == 0 ? text.length() + 1 : 4));
        switch (random.nextInt(8)) {
            case 0 -> text.delete(from, to);
            case 1 -> text.insert(from, text.substring(from, to));
            case 2 -> text.replace(from, to, token());
            case 3 -> text.replace(from, to, text.substring(from, to).toUpperCase(Locale.ROOT));
            case 4 ->
                text.replace(
                        from,
                        to,
                        new StringBuilder(text.substring(from, to)).reverse().toString());
            case 5 -> text.replace(from, text.length(), tailOf(specs.next().toString()));
            case 6 -> text.insert(from, (char) random.nextInt(Character.MAX_VALUE + 1));
            default -> text.insert(from, token());
        }
    }

    private String tailOf(String other) {
        return other.substring(random.nextInt(other.length() + 1));
    }

    private String token() {
        return TOKENS[random.nextInt(TOKENS.length)];
    }
}
