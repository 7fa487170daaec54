package sslorders.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import sslorders.sandbox.Sandbox;
import sslorders.sandbox.ServiceProcess;

/** Runs the requests of the image build, so that a failure is found before an image is built. */
class DailyWorkIT {

    @Test
    void dailyWorkGetsTheExpectedResponses() throws InterruptedException {
        try (Sandbox sandbox = new Sandbox()) {
            sandbox.start(
                    new Sandbox.Ports(ServiceProcess.freePort(), 0, 0, 0), Path.of("target", "daily-work-it.log"));

            assertThat(DailyWork.in(sandbox, 1)).isGreaterThan(100);
        }
    }
}
