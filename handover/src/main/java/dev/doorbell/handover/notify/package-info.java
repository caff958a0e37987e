/**
 * The manager's side of {@code sd_notify(3)}, for Doorbell's own modules: a
 * {@link dev.doorbell.handover.notify.NotifySocket} receives what programs send to {@code NOTIFY_SOCKET}, each a
 * {@link dev.doorbell.handover.notify.Notification}; a {@link dev.doorbell.handover.notify.ServiceStatus} is what they say of
 * one program, and a {@link dev.doorbell.handover.notify.StoredDescriptors} keeps the descriptors that they leave.
 */
@NullMarked
package dev.doorbell.handover.notify;

import org.jspecify.annotations.NullMarked;
