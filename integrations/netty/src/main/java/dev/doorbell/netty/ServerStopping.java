package dev.doorbell.netty;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

/**
 * A user event that each open connection of a {@link NettyIntake} gets when the shutdown begins. The handler of a protocol
 * can end its connection at the next good moment: the drain waits for it.
 */
public enum ServerStopping {
    /** The only event. */
    EVENT;

    private static final AttributeKey<ServerStopping> KEY = AttributeKey.valueOf(ServerStopping.class, "told");

    /** Tells the handlers of a connection, and those that are added later. */
    static void tell(Channel connection) {
        connection.attr(KEY).set(EVENT);
        connection.pipeline().fireUserEventTriggered(EVENT);
    }

    static boolean wasTold(Channel connection) {
        return connection.hasAttr(KEY);
    }
}
