package sslorders.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import sslorders.sandbox.Sandbox;
import sslorders.sandbox.ServiceProcess;

/** What the image's build has the service do is not first tried when an image is built. */
class DailyWorkIT {

    @Test
    void theServiceAnswersADaysWorkAsExpected() throws InterruptedException {
        try (Sandbox sandbox = new Sandbox()) {
            sandbox.start(
                    new Sandbox.Ports(ServiceProcess.freePort(), 0, 0, 0), Path.of("target", "daily-work-it.log"));

            assertThat(DailyWork.in(sandbox, 1)).isGreaterThan(100);
        }
    }
}
