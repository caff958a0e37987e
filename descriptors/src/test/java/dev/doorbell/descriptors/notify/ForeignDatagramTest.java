package dev.doorbell.descriptors.notify;

import java.io.IOException;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@EnabledForJreRange(min = JRE.JAVA_22, disabledReason = "has no java.lang.foreign")
class ForeignDatagramTest extends DatagramContract {
    @Override
    DatagramTarget target(String path) throws IOException {
        return new TargetByWay(path, NativeWay.FOREIGN);
    }
}
