package dev.doorbell.provider.systemd.matching;

import static dev.doorbell.provider.systemd.matching.EvidenceTest.Evidence.ADDRESS;
import static dev.doorbell.provider.systemd.matching.EvidenceTest.Evidence.NAME;
import static dev.doorbell.provider.systemd.matching.EvidenceTest.Evidence.SOLE;
import static dev.doorbell.provider.systemd.matching.EvidenceTest.Evidence.UNIT;
import static dev.doorbell.provider.systemd.matching.EvidenceTest.Evidence.WILDCARD;
import static dev.doorbell.provider.systemd.matching.Passed.UNNAMED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.spec.ListenerSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule of {@link Matcher}: evidence is applied strongest first. Every pair of it, in both orders. */
class EvidenceTest {
    private static final ListenerSpec WEB = spec("web=tcp://127.0.0.1:80");
    private static final ListenerSpec IPV4 = spec("ipv4=tcp://0.0.0.0:80");

    /** Strongest first. */
    enum Evidence {
        NAME,
        ADDRESS,
        UNIT,
        WILDCARD,
        SOLE
    }

    /** One descriptor that two specs have evidence for. */
    record OneDescriptor(
            Evidence stronger, Evidence weaker, PassedDescriptor descriptor, ListenerSpec winner, ListenerSpec loser) {}

    /** One spec that there is evidence of two descriptors for. */
    record OneSpec(
            Evidence stronger, Evidence weaker, ListenerSpec spec, PassedDescriptor winner, PassedDescriptor loser) {}

    /** Not UNIT and SOLE: a descriptor that is called after its unit has a name. */
    static List<OneDescriptor> oneDescriptor() {
        ListenerSpec unit = spec("web.socket=tcp://127.0.0.1:9");
        ListenerSpec unknown = spec("unknown=tcp://127.0.0.1:9");
        ListenerSpec other = spec("other=tcp://127.0.0.1:9");
        ListenerSpec ipv6 = spec("ipv6=tcp://[::]:80");
        return List.of(
                new OneDescriptor(NAME, ADDRESS, tcp("other", "127.0.0.1"), other, WEB),
                new OneDescriptor(NAME, UNIT, tcp("web.socket", "127.0.0.2"), unit, WEB),
                new OneDescriptor(NAME, WILDCARD, tcp("web", "::"), WEB, IPV4),
                new OneDescriptor(NAME, SOLE, tcp(UNNAMED, "127.0.0.2"), unknown, WEB),
                new OneDescriptor(ADDRESS, UNIT, tcp("other.socket", "127.0.0.1"), WEB, other),
                new OneDescriptor(ADDRESS, WILDCARD, tcp("x", "::"), ipv6, IPV4),
                new OneDescriptor(ADDRESS, SOLE, tcp(UNNAMED, "127.0.0.1"), WEB, other),
                new OneDescriptor(UNIT, WILDCARD, tcp("web.socket", "::"), WEB, IPV4),
                new OneDescriptor(WILDCARD, SOLE, tcp(UNNAMED, "::"), IPV4, WEB));
    }

    /** Not NAME and UNIT: they agree, and both descriptors are the spec's. */
    static List<OneSpec> oneSpec() {
        return List.of(
                new OneSpec(NAME, ADDRESS, WEB, tcp("web", "127.0.0.2"), tcp4("x", "127.0.0.1")),
                new OneSpec(NAME, WILDCARD, IPV4, tcp("ipv4", "127.0.0.2"), tcp4("x", "::")),
                new OneSpec(NAME, SOLE, WEB, tcp("web", "127.0.0.2"), tcp4(UNNAMED, "127.0.0.3")),
                new OneSpec(ADDRESS, UNIT, WEB, tcp("x", "127.0.0.1"), tcp4("web.socket", "127.0.0.2")),
                new OneSpec(ADDRESS, WILDCARD, IPV4, tcp("x", "0.0.0.0"), tcp4("y", "::")),
                new OneSpec(ADDRESS, SOLE, WEB, tcp("x", "127.0.0.1"), tcp4(UNNAMED, "127.0.0.3")),
                new OneSpec(UNIT, WILDCARD, IPV4, tcp("ipv4.socket", "127.0.0.2"), tcp4("x", "::")),
                new OneSpec(UNIT, SOLE, WEB, tcp("web.socket", "127.0.0.2"), tcp4(UNNAMED, "127.0.0.3")),
                new OneSpec(WILDCARD, SOLE, IPV4, tcp("x", "::"), tcp4(UNNAMED, "127.0.0.3")));
    }

    @ParameterizedTest
    @MethodSource("oneDescriptor")
    void of_two_specs_the_one_with_the_stronger_evidence_has_it(OneDescriptor row) {
        PassedDescriptor descriptor = row.descriptor();
        assertThat(match(List.of(descriptor), row.loser()).found(row.loser()))
                .as("the weaker evidence is enough where there is no other")
                .containsExactly(descriptor);
        for (List<ListenerSpec> specs : bothOrders(row.winner(), row.loser())) {
            Assignment matched = match(List.of(descriptor), specs.toArray(new ListenerSpec[0]));
            assertThat(matched.found(row.winner())).containsExactly(descriptor);
            assertThat(matched.found(row.loser())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("oneSpec")
    void of_two_descriptors_the_one_with_the_stronger_evidence_is_the_specs(OneSpec row) {
        assertThat(match(List.of(row.loser()), row.spec()).found(row.spec()))
                .as("the weaker evidence is enough where there is no other")
                .containsExactly(row.loser());
        for (List<PassedDescriptor> passed : bothOrders(row.winner(), row.loser())) {
            Assignment matched = match(passed, row.spec());
            assertThat(matched.found(row.spec())).containsExactly(row.winner());
            assertThat(matched.unclaimed()).containsExactly(row.loser());
            assertThat(matched.ambiguity()).isEmpty();
        }
    }

    @Test
    void no_pair_is_left_out() {
        Set<Evidence> all = EnumSet.allOf(Evidence.class);
        List<String> pairs = all.stream()
                .flatMap(stronger -> all.stream()
                        .filter(weaker -> stronger.compareTo(weaker) < 0)
                        .map(weaker -> stronger + " " + weaker))
                .toList();
        Stream<String> specs = oneDescriptor().stream().map(row -> row.stronger() + " " + row.weaker());
        Stream<String> descriptors = oneSpec().stream().map(row -> row.stronger() + " " + row.weaker());
        assertThat(Stream.concat(specs, descriptors).distinct()).containsExactlyInAnyOrderElementsOf(pairs);
    }

    @Test
    void a_name_and_the_name_of_a_unit_agree() {
        PassedDescriptor named = tcp("web", "127.0.0.2");
        PassedDescriptor ofUnit = tcp4("web.socket", "127.0.0.3");
        assertThat(match(List.of(named, ofUnit), WEB).found(WEB)).containsExactly(named, ofUnit);
    }

    /** Its own spec has another one, by a name, and so asks for no more. */
    @ParameterizedTest
    @MethodSource("weakerThanAnAddress")
    void a_descriptor_at_exactly_another_specs_address_is_never_taken_by_a_weaker_reason(PassedDescriptor there) {
        ListenerSpec other = spec("other=tcp://127.0.0.1:9");
        PassedDescriptor named = tcp4("web", "127.0.0.2");
        Assignment matched = match(List.of(there, named), WEB, other);
        assertThat(matched.found(WEB)).containsExactly(named);
        assertThat(matched.found(other)).isEmpty();
        assertThat(matched.unclaimed()).containsExactly(there);
    }

    static List<PassedDescriptor> weakerThanAnAddress() {
        return List.of(tcp("other.socket", "127.0.0.1"), tcp("other@1.socket", "127.0.0.1"), tcp(UNNAMED, "127.0.0.1"));
    }

    private static Assignment match(Collection<PassedDescriptor> passed, ListenerSpec... specs) {
        return Matcher.match(List.of(specs), List.copyOf(passed));
    }

    private static <T> List<List<T>> bothOrders(T one, T other) {
        List<List<T>> orders = new ArrayList<>();
        orders.add(List.of(one, other));
        orders.add(List.of(other, one));
        return orders;
    }

    private static ListenerSpec spec(String text) {
        return ListenerSpec.parse(text);
    }

    private static PassedDescriptor tcp(String name, String host) {
        return Passed.tcp(3, name, host, 80);
    }

    private static PassedDescriptor tcp4(String name, String host) {
        return Passed.tcp(4, name, host, 80);
    }
}
