package dev.doorbell.spec;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A listener that a program declares: its name, and where to bind it if no service manager passes it.
 *
 * <p>As text, {@code NAME=URI} or a bare {@code NAME}:
 *
 * <pre>{@code
 * http=tcp://127.0.0.1:8080            tcp4:// and tcp6:// for one IP version; udp:// likewise
 * http=tcp://*:8080?backlog=128        every address of the machine
 * control=unix:///run/x.sock?mode=0660 a path; unix:@name is an abstract name (Linux)
 * http                                 only a service manager can give this one
 * }</pre>
 *
 * <p>{@code unixpacket:}, {@code unixgram:}, {@code fifo://}, {@code special://}, {@code netlink:FAMILY/GROUP} and
 * {@code mqueue:///name} name the other {@linkplain Kind kinds}. A scheme may be in upper case, and an option stands
 * once. Within a path, {@code %}, {@code ?}, {@code #} and blanks are written as {@code %25}, {@code %3F}, {@code %23}
 * and {@code %20} (RFC 3986), and the {@code @} that a relative path begins with as {@code %40}. Within a name, {@code :},
 * {@code =} and {@code %} are written as {@code %3A}, {@code %3D} and {@code %25}: {@code org.xquartz%3A0}.
 *
 * <p>A spec is a value: the methods that set an option return another one.
 */
public final class ListenerSpec {
    private final String name;
    private final @Nullable Kind kind;
    private final @Nullable Address address;
    private final @Nullable IpVersion ipVersion;
    private final @Nullable ListenerOptions options;

    /** A spec without an IP version and options, so that their classes are not loaded. */
    ListenerSpec(String name, @Nullable Kind kind, @Nullable Address address) {
        this(name, kind, address, null, null);
    }

    private ListenerSpec(
            String name,
            @Nullable Kind kind,
            @Nullable Address address,
            @Nullable IpVersion ipVersion,
            @Nullable ListenerOptions options) {
        this.name = name;
        this.kind = kind;
        this.address = address;
        this.ipVersion = ipVersion;
        this.options = options;
    }

    /**
     * Reads a spec from text; {@link #toString()} of the result reads back as an equal spec.
     *
     * @param text {@code NAME=URI} or {@code NAME}
     * @return the spec
     * @throws IllegalArgumentException if the text does not parse; the message says what was expected and points at the
     *     character
     */
    public static ListenerSpec parse(String text) {
        return new SpecParser(text).parse();
    }

    /**
     * A listener that only a service manager can give.
     *
     * @param name the name: 1 to 255 printable ASCII characters, as {@code FileDescriptorName=} in
     *     {@code systemd.socket(5)} has them; also a colon, which a key of launchd's {@code Sockets} can have
     * @return the spec
     * @throws IllegalArgumentException if the name is not allowed
     */
    public static ListenerSpec named(String name) {
        return new ListenerSpec(SpecRules.checkedName(name), null, null);
    }

    /**
     * A TCP listener, {@code NAME=tcp://HOST:PORT}.
     *
     * @param name the name
     * @param host a host name, an IP address without brackets, or {@code *}; no name is looked up here
     * @param port 0 to 65535; 0 lets the system choose
     * @return the spec
     * @throws IllegalArgumentException if an argument is not allowed
     */
    public static ListenerSpec tcp(String name, String host, int port) {
        return of(name, Kind.TCP, Address.Ip.of(host, port));
    }

    /**
     * A UDP socket, {@code NAME=udp://HOST:PORT}.
     *
     * @param name the name
     * @param host a host name, an IP address without brackets, or {@code *}; no name is looked up here
     * @param port 0 to 65535; 0 lets the system choose
     * @return the spec
     * @throws IllegalArgumentException if an argument is not allowed
     */
    public static ListenerSpec udp(String name, String host, int port) {
        return of(name, Kind.UDP, Address.Ip.of(host, port));
    }

    /**
     * A UNIX stream listener at a path, {@code NAME=unix:///PATH}.
     *
     * @param name the name
     * @param path the path of the socket
     * @return the spec
     * @throws IllegalArgumentException if an argument is not allowed
     */
    public static ListenerSpec unix(String name, Path path) {
        return of(name, Kind.UNIX_STREAM, new Address.File(path));
    }

    /**
     * A listener of any kind that a spec can ask for.
     *
     * @param name the name
     * @param kind the kind
     * @param address an address that suits the kind: {@link Address.Ip} for TCP and UDP, {@link Address.File} or
     *     {@link Address.Abstract} for the UNIX kinds, {@link Address.File} for FIFO and SPECIAL
     * @return the spec
     * @throws IllegalArgumentException if the name is not allowed, the kind cannot be asked for, or the address does not
     *     suit it
     */
    public static ListenerSpec of(String name, Kind kind, Address address) {
        SpecRules.checkAddress(kind, address);
        return new ListenerSpec(SpecRules.checkedName(name), kind, address);
    }

    /**
     * Asks for one IP version.
     *
     * @param version the version
     * @return this spec with that version
     * @throws IllegalArgumentException if this is not a TCP or UDP spec, or its host is an address of the other version
     */
    public ListenerSpec ipVersion(IpVersion version) {
        SpecRules.checkVersion(kind, address, version);
        return new ListenerSpec(name, kind, address, version, options);
    }

    /**
     * Sets how many connections may wait to be accepted.
     *
     * @param connections at least 1; the kernel cuts it to its own limit
     * @return this spec with that backlog
     * @throws IllegalArgumentException if the kind has no backlog, or the number is below 1
     */
    public ListenerSpec backlog(int connections) {
        SpecRules.checkOption(kind, address, "backlog");
        return new ListenerSpec(name, kind, address, ipVersion, options().withBacklog(connections));
    }

    /**
     * Sets the access mode of the file that is created.
     *
     * @param bits 0 to 0777, in effect before anyone can connect
     * @return this spec with that mode
     * @throws IllegalArgumentException if the spec names no file, or the mode is out of range
     */
    public ListenerSpec mode(int bits) {
        SpecRules.checkOption(kind, address, "mode");
        return new ListenerSpec(name, kind, address, ipVersion, options().withMode(bits));
    }

    /**
     * Sets whether several sockets may be bound to the same address, {@code SO_REUSEPORT}.
     *
     * @param reuse whether they may
     * @return this spec with that option
     * @throws IllegalArgumentException if this is not a TCP or UDP spec
     */
    public ListenerSpec reusePort(boolean reuse) {
        SpecRules.checkOption(kind, address, "reuseport");
        return new ListenerSpec(name, kind, address, ipVersion, options().withReusePort(reuse));
    }

    /** {@return the name} */
    public String name() {
        return name;
    }

    /** {@return the kind; empty for a bare name} */
    public Optional<Kind> kind() {
        return Optional.ofNullable(kind);
    }

    /** {@return where to bind; empty for a bare name} */
    public Optional<Address> address() {
        return Optional.ofNullable(address);
    }

    /** {@return the IP version asked for; {@link IpVersion#ANY} for what is not TCP or UDP} */
    public IpVersion ipVersion() {
        return ipVersion == null ? IpVersion.ANY : ipVersion;
    }

    /** {@return the options} */
    public ListenerOptions options() {
        return options == null ? ListenerOptions.NONE : options;
    }

    /** {@return whether only a service manager can give this listener} */
    public boolean isBareName() {
        return kind == null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ListenerSpec that
                        && toString().equals(that.toString())
                        && options().equals(that.options()));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The spec as text that {@link #parse(String)} reads. */
    @Override
    public String toString() {
        String text = SpecText.encodeName(name);
        return kind == null || address == null
                ? text
                : text + "=" + SpecText.uri(kind, address, ipVersion()) + options();
    }
}
