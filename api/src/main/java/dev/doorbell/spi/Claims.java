package dev.doorbell.spi;

import dev.doorbell.Listener;
import dev.doorbell.ListenerSpec;
import java.util.List;
import java.util.Map;

/**
 * What a source found.
 *
 * @param found the listeners of each spec that has any
 * @param unclaimed the listeners that no spec asks for, not yet adopted
 */
public record Claims(Map<ListenerSpec, List<Listener>> found, List<Listener> unclaimed) {}
