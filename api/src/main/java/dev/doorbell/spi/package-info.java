/**
 * Interfaces of a provider of listeners. A {@link dev.doorbell.spi.ListenerProvider} is found by
 * {@link java.util.ServiceLoader}. It examines a {@link dev.doorbell.spi.ProcessContext} and returns a
 * {@link dev.doorbell.spi.ListenerSource}, which claims listeners for specs. A whole provider, which
 * {@code META-INF/services/dev.doorbell.spi.ListenerProvider} names:
 *
 * <pre>{@code
 * import dev.doorbell.descriptors.RawDescriptors;
 * import dev.doorbell.spec.ListenerSpec;
 * import dev.doorbell.spi.Applicability;
 * import dev.doorbell.spi.Claims;
 * import dev.doorbell.spi.ActivationException;
 * import dev.doorbell.spi.ListenerHandle;
 * import dev.doorbell.spi.ListenerProvider;
 * import dev.doorbell.spi.ListenerSource;
 * import dev.doorbell.spi.ProcessContext;
 * import java.io.IOException;
 * import java.util.ArrayList;
 * import java.util.LinkedHashMap;
 * import java.util.List;
 * import java.util.Map;
 *
 * // The listeners of Einhorn, which sets EINHORN_FDS to the numbers of the sockets that it passes.
 * public final class EinhornProvider implements ListenerProvider {
 *     private static final String HOW = "Start the program with einhorn -b ADDRESS, in the order of the specs.";
 *
 *     @Override
 *     public String name() {
 *         return "einhorn";
 *     }
 *
 *     @Override
 *     public int priority() {
 *         return INHERITED_EVIDENCE; // child processes have the variable too
 *     }
 *
 *     @Override
 *     public ListenerSource examine(ProcessContext process) {
 *         String numbers = process.variable("EINHORN_FDS").orElse("");
 *         return numbers.isEmpty()
 *                 ? ListenerSource.nothing(Applicability.absent("EINHORN_FDS is not set."), HOW)
 *                 : new Sockets(numbers);
 *     }
 *
 *     private record Sockets(String numbers) implements ListenerSource {
 *         @Override
 *         public Applicability applicability() {
 *             return Applicability.applies("EINHORN_FDS is " + numbers + ".");
 *         }
 *
 *         // Einhorn passes no names: a spec takes the first socket of its kind that is left.
 *         @Override
 *         public Claims claim(List<ListenerSpec> specs) throws IOException {
 *             List<ListenerHandle> left = passed();
 *             Map<ListenerSpec, List<ListenerHandle>> found = new LinkedHashMap<>();
 *             for (ListenerSpec spec : specs) {
 *                 for (ListenerHandle socket : left) {
 *                     if (spec.kind().orElse(socket.kind()) == socket.kind()) {
 *                         found.put(spec, List.of(socket));
 *                         left.remove(socket);
 *                         break;
 *                     }
 *                 }
 *             }
 *             return new Claims(found, left);
 *         }
 *
 *         private List<ListenerHandle> passed() throws IOException {
 *             List<ListenerHandle> passed = new ArrayList<>();
 *             for (String number : numbers.split(" ", -1)) {
 *                 try {
 *                     passed.add(RawDescriptors.passed("", Integer.parseInt(number)));
 *                 } catch (NumberFormatException e) {
 *                     throw new ActivationException(
 *                             "einhorn", "expected numbers in EINHORN_FDS, got \"" + numbers + "\". Let Einhorn set it.");
 *                 }
 *             }
 *             return passed;
 *         }
 *
 *         @Override
 *         public String howToPass(ListenerSpec spec) {
 *             return HOW;
 *         }
 *     }
 * }
 * }</pre>
 */
@NullMarked
package dev.doorbell.spi;

import org.jspecify.annotations.NullMarked;
