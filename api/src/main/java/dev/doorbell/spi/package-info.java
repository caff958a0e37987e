/**
 * Interfaces of a provider of listeners, and the types that applications share with providers:
 * {@link dev.doorbell.spi.ServiceManager}, {@link dev.doorbell.spi.DescriptorStore},
 * {@link dev.doorbell.spi.TimedByteChannel} and {@link dev.doorbell.spi.ActivationException}.
 *
 * <p>A {@link dev.doorbell.spi.ListenerProvider} is found by
 * {@link java.util.ServiceLoader}. It examines a {@link dev.doorbell.spi.ProcessContext} and returns a
 * {@link dev.doorbell.spi.ListenerSource}, which claims listeners for specs. A whole provider, which
 * {@code META-INF/services/dev.doorbell.spi.ListenerProvider} names:
 *
 * <pre>{@code
 * import dev.doorbell.descriptors.RawDescriptors;
 * import dev.doorbell.spec.ListenerSpec;
 * import dev.doorbell.spi.ActivationException;
 * import dev.doorbell.spi.Applicability;
 * import dev.doorbell.spi.Claims;
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
 * // The listeners of Einhorn, which sets EINHORN_FD_COUNT and the numbers EINHORN_FD_0, EINHORN_FD_1 and so on.
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
 *         return SERVICE_MANAGER; // a process knows by EINHORN_MASTER_PID that it is meant
 *     }
 *
 *     @Override
 *     public ListenerSource examine(ProcessContext process) {
 *         String master = process.variable("EINHORN_MASTER_PID").orElse("");
 *         if (master.isEmpty()) {
 *             return ListenerSource.nothing(Applicability.absent("EINHORN_MASTER_PID is not set."), HOW);
 *         }
 *         // the children of this program inherit the variables, but not the descriptors
 *         String parent = ProcessHandle.of(process.pid())
 *                 .flatMap(ProcessHandle::parent)
 *                 .map(handle -> String.valueOf(handle.pid()))
 *                 .orElse("unknown");
 *         return master.equals(parent)
 *                 ? new Sockets(process)
 *                 : ListenerSource.nothing(
 *                         Applicability.absent("EINHORN_MASTER_PID is " + master + ", and the parent is " + parent + "."),
 *                         HOW);
 *     }
 *
 *     private record Sockets(ProcessContext process) implements ListenerSource {
 *         @Override
 *         public Applicability applicability() {
 *             return Applicability.applies("EINHORN_MASTER_PID is the parent of this process.");
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
 *             int count = number("EINHORN_FD_COUNT");
 *             for (int i = 0; i < count; i++) {
 *                 RawDescriptors.passed(process, "einhorn", "", number("EINHORN_FD_" + i)).ifPresent(passed::add);
 *             }
 *             return passed;
 *         }
 *
 *         private int number(String variable) throws ActivationException {
 *             String value = process.variable(variable).orElse("");
 *             try {
 *                 return Integer.parseInt(value);
 *             } catch (NumberFormatException e) {
 *                 throw new ActivationException(
 *                         "einhorn", "expected a number in " + variable + ", got \"" + value + "\". Let Einhorn set it.");
 *             }
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
