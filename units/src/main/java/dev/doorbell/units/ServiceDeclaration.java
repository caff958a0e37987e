package dev.doorbell.units;

import dev.doorbell.spec.ListenerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service, its listeners and its command: all that its unit files are made of.
 *
 * <pre>{@code
 * ServiceDeclaration echo = ServiceDeclaration.named("echo")
 *         .listener(ListenerSpec.parse("http=tcp://127.0.0.1:8080"))
 *         .command("/usr/bin/java", "-jar", "/opt/echo/echo-daemon.jar", "http=tcp://127.0.0.1:8080")
 *         .build();
 * for (UnitFile file : SystemdUnits.of(echo)) {
 *     Files.writeString(folder.resolve(file.name()), file.text());
 * }
 * }</pre>
 *
 * <p>The service manager starts the command as it stands here: what the program is to know of its specs is part of it.
 */
public final class ServiceDeclaration {
    private final String name;
    private final String label;
    private final String description;
    private final @Nullable String user;
    private final @Nullable Duration idleExit;
    private final @Nullable StartUp startUp;
    private final @Nullable String classArchive;
    private final boolean userUnit;
    private final boolean notify;
    private final boolean sandbox;
    private final boolean accept;
    private final boolean inetd;
    private final List<ListenerSpec> listeners;
    private final List<String> command;

    private ServiceDeclaration(Builder plan) {
        name = plan.name;
        label = plan.label == null ? plan.name : plan.label;
        description = plan.description == null ? plan.name : plan.description;
        user = plan.user;
        idleExit = plan.idleExit;
        startUp = plan.startUp;
        classArchive = plan.classArchive;
        userUnit = plan.userUnit;
        notify = plan.notify;
        sandbox = plan.sandbox;
        accept = plan.accept;
        inetd = plan.inetd;
        listeners = List.copyOf(plan.listeners);
        command = List.copyOf(plan.command);
    }

    /**
     * Begins a declaration.
     *
     * @param name the service's name, such as {@code echo} for {@code echo.service}: ASCII letters, digits, {@code -_.},
     *     the first a letter or a digit
     * @return a builder
     * @throws IllegalArgumentException if the name is not allowed
     */
    public static Builder named(String name) {
        return new Builder(DeclarationRules.serviceName(name));
    }

    /** {@return the service's name} */
    public String name() {
        return name;
    }

    /** {@return what launchd calls the job; the name if nothing else was set} */
    public String label() {
        return label;
    }

    /** {@return what people read in systemd's lists; the name if nothing else was set} */
    public String description() {
        return description;
    }

    /** {@return the account that the service runs as, if one was set} */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** {@return after how long without work the program ends, if it does} */
    public Optional<Duration> idleExit() {
        return Optional.ofNullable(idleExit);
    }

    /** {@return what makes it start sooner, if something does} */
    public Optional<StartUp> startUp() {
        return Optional.ofNullable(startUp);
    }

    /** {@return the file of the archive that it starts from, if one was set} */
    public Optional<String> classArchive() {
        return Optional.ofNullable(classArchive);
    }

    /** {@return whether it is a service of one user, run by that user's own service manager} */
    public boolean isUserUnit() {
        return userUnit;
    }

    /** {@return whether the program tells the service manager when it is ready, {@code sd_notify(3)}} */
    public boolean isNotifying() {
        return notify;
    }

    /** {@return whether systemd puts a sandbox around the program} */
    public boolean isSandboxed() {
        return sandbox;
    }

    /** {@return whether each connection is accepted by the service manager, and has a process of its own} */
    public boolean isAccepting() {
        return accept;
    }

    /** {@return whether that process has the connection as its standard input, as inetd passes it} */
    public boolean isInetd() {
        return inetd;
    }

    /** {@return the listeners, at least one, each of another name} */
    public List<ListenerSpec> listeners() {
        return listeners;
    }

    /** {@return the program and its arguments} */
    public List<String> command() {
        return command;
    }

    /** Collects a declaration. Not safe for use by several threads. */
    public static final class Builder {
        private final String name;
        private final List<ListenerSpec> listeners = new ArrayList<>();
        private List<String> command = List.of();
        private @Nullable String label;
        private @Nullable String description;
        private @Nullable String user;
        private @Nullable Duration idleExit;
        private @Nullable StartUp startUp;
        private @Nullable String classArchive;
        private boolean userUnit;
        private boolean notify;
        private boolean sandbox = true;
        private boolean accept;
        private boolean inetd;

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Sets what launchd calls the job, and its file. systemd has no labels.
         *
         * @param reversed a domain name from its end, such as {@code dev.example.echo}
         * @return this
         * @throws IllegalArgumentException if it has other characters than the name may have
         */
        public Builder label(String reversed) {
            label = DeclarationRules.unitName(reversed);
            return this;
        }

        /**
         * Sets what people read in systemd's lists. A property list of launchd has no place for it.
         *
         * @param text one line; blanks around it do not count
         * @return this
         * @throws IllegalArgumentException if it is empty or has control characters
         */
        public Builder description(String text) {
            description = DeclarationRules.line("description", text.strip());
            return this;
        }

        /**
         * Sets the account that the service runs as. Without it, systemd makes one up ({@code DynamicUser=} in
         * {@code systemd.exec(5)}) if there is a sandbox, and otherwise root runs it, as does launchd.
         *
         * @param account the name of an account, or its number
         * @return this
         * @throws IllegalArgumentException if no account can have that name
         */
        public Builder user(String account) {
            user = DeclarationRules.account(account);
            return this;
        }

        /**
         * Makes it a service of one user: of {@code systemctl --user}, or an agent of launchd.
         *
         * @param ofOneUser whether it is; false if this is not called
         * @return this
         */
        public Builder userUnit(boolean ofOneUser) {
            userUnit = ofOneUser;
            return this;
        }

        /**
         * Says that the program ends when it had no work for a time: one with a
         * {@link dev.doorbell.lifecycle.Lifecycle Lifecycle} that sets no time of its own. It finds this one in the
         * environment variable {@link dev.doorbell.lifecycle.Lifecycle#IDLE_EXIT}.
         *
         * @param time how long, a millisecond at least and a century at most
         * @return this
         * @throws IllegalArgumentException if it is shorter or longer
         */
        public Builder idleExit(Duration time) {
            idleExit = DeclarationRules.idleTime(time);
            return this;
        }

        /**
         * Makes a program of Java start sooner. Its command is then to start {@code java} itself.
         *
         * @param recipe how
         * @return this
         */
        public Builder startUp(StartUp recipe) {
            startUp = recipe;
            return this;
        }

        /**
         * Sets the file of the archive of {@link StartUp#APPCDS} and {@link StartUp#AOT}, which the account that the service
         * runs as can read, and had better not be able to write. Without it, it is beside the jar.
         *
         * @param file an absolute path
         * @return this
         * @throws IllegalArgumentException if it is no absolute path of a file, or lies where anybody can write
         */
        public Builder classArchive(String file) {
            classArchive = StartUpRules.archive(file);
            return this;
        }

        /**
         * Says whether the program tells the service manager when it is ready, {@code sd_notify(3)}.
         *
         * @param whenReady whether it does; false if this is not called
         * @return this
         */
        public Builder notify(boolean whenReady) {
            notify = whenReady;
            return this;
        }

        /**
         * Sets whether systemd puts a sandbox around the program, which launchd cannot.
         *
         * @param closed whether it does; true if this is not called
         * @return this
         */
        public Builder sandbox(boolean closed) {
            sandbox = closed;
            return this;
        }

        /**
         * Lets the service manager accept each connection, and start a process of its own for it, which takes it with
         * {@code Doorbell.connection()}: {@code Accept=yes} of {@code systemd.socket(5)}. Not for {@link LaunchdPlist}.
         *
         * @param each whether it does; false if this is not called
         * @return this
         */
        public Builder accept(boolean each) {
            accept = each;
            return this;
        }

        /**
         * Passes that connection as standard input, as inetd does. What the JVM and the program print does not reach the
         * client: {@code JAVA_TOOL_OPTIONS}, for one, makes every JVM print a line. Goes with {@link #accept}.
         *
         * @param asStandardInput whether it does; false if this is not called
         * @return this
         */
        public Builder inetd(boolean asStandardInput) {
            inetd = asStandardInput;
            return this;
        }

        /**
         * Adds listeners.
         *
         * @param specs what to listen on
         * @return this
         */
        public Builder listener(ListenerSpec... specs) {
            listeners.addAll(List.of(specs));
            return this;
        }

        /**
         * Sets the program and its arguments.
         *
         * @param words first the program: an absolute path, or a name without a slash that the service manager looks up
         * @return this
         */
        public Builder command(String... words) {
            command = List.of(words);
            return this;
        }

        /**
         * Ends the declaration.
         *
         * @return the declaration
         * @throws IllegalArgumentException if there is no listener or no command, two listeners have one name or one
         *     address or cannot both start, the program is a relative path or a folder, a service of one user is to run as another, or what
         *     is to start sooner is not {@code java} or has options that contradict that, or each connection is to have a
         *     process and there are several listeners, one that accepts no connections, or an idle time
         */
        public ServiceDeclaration build() {
            DeclarationRules.names(listeners);
            Clashes.refuse(listeners);
            DeclarationRules.program(command);
            if (userUnit && user != null) {
                throw new IllegalArgumentException("A user unit runs as the user whose it is, and the user \"" + user
                        + "\" was asked for. Leave out one of the two.");
            }
            if (accept || inetd) {
                AcceptRules.check(accept, listeners, idleExit != null);
            }
            StartUpRules.check(Optional.ofNullable(startUp), Optional.ofNullable(classArchive), command);
            return new ServiceDeclaration(this);
        }
    }
}
