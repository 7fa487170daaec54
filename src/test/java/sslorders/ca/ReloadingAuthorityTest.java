package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.file.FileSystemConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sslorders.ca.Outcome.Accepted;
import sslorders.ca.Outcome.Reason;
import sslorders.ca.Outcome.Rejected;
import sslorders.ca.Reconciling.Finding;
import sslorders.testing.LogRecorder;
import sslorders.testing.SettableClock;

/** An adapter whose credentials change while the service runs. The CA accepts only the token {@code second}. */
class ReloadingAuthorityTest {
    private static final Outcome REJECTED = new Rejected(Reason.CREDENTIALS_REFUSED, Optional.of("401"));

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();
    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile boolean waits;

    @BeforeEach
    void write() throws IOException {
        write("first");
    }

    @Test
    void rejectedCredentialsAreReadAgainAtOnce() throws IOException {
        ReloadingAuthority authority = authority();
        assertThat(authority.resendFulfillmentEmail(null)).isEqualTo(REJECTED);
        write("second");

        assertThat(authority.resendFulfillmentEmail(null)).isEqualTo(REJECTED);
        assertThat(authority.resendFulfillmentEmail(null)).isInstanceOf(Accepted.class);
    }

    @Test
    void changedFileIsReadBeforeACallInTwoSeconds() throws IOException {
        ReloadingAuthority authority = authority();
        write("second");

        await().atMost(Duration.ofSeconds(10)).until(() -> authority.reconcile(null, "token") == Finding.SENT);
        assertThat(authority.resendFulfillmentEmail(null)).isInstanceOf(Accepted.class);
    }

    @Test
    void checkReadsTheFilesFirst() throws IOException {
        ReloadingAuthority authority = authority();
        write("second");

        assertThat(authority.check(Optional.empty()))
                .containsExactly(CheckStep.proven(CheckStep.Kind.READ, "second was used"));
    }

    @Test
    void callInProgressKeepsItsCredentials() throws Exception {
        ReloadingAuthority authority = authority();
        waits = true;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome> inProgress = threads.submit(() -> authority.resendFulfillmentEmail(null));
            called.await();
            write("second");
            authority.check(Optional.empty());
            waits = false;

            assertThat(authority.resendFulfillmentEmail(null)).isInstanceOf(Accepted.class);
            answered.countDown();
            assertThat(inProgress.get()).isEqualTo(REJECTED);
        }
    }

    @Test
    void unusableFileKeepsTheCredentials() throws IOException {
        write("second");
        ReloadingAuthority authority = authority();
        write("");
        authority.check(Optional.empty());

        assertThat(authority.resendFulfillmentEmail(null)).isInstanceOf(Accepted.class);
    }

    @Test
    void valueThatTheDialectRejectsIsNotUsed() throws IOException {
        write("second");
        ReloadingAuthority authority = authority();
        write("invalid");
        try (LogRecorder log = new LogRecorder()) {
            authority.check(Optional.empty());
            authority.check(Optional.empty());

            assertThat(log.text()).containsOnlyOnce("WARN CA tested").doesNotContain("invalid");
        }
        assertThat(authority.resendFulfillmentEmail(null)).isInstanceOf(Accepted.class);
    }

    private ReloadingAuthority authority() throws IOException {
        Config config = new SmallRyeConfigBuilder()
                .withSources(new FileSystemConfigSource(folder.toFile()))
                .build();
        Map<String, String> properties =
                Map.of("dialect", "plain", "url", "https://ca.example", "credentials.token", Files.readString(file()));
        CaConfig.Entry entry =
                CaConfigs.config("tested", properties).authorities().get("tested");
        CredentialFiles files = CredentialFiles.of(config, "tested", entry, clock);
        return new ReloadingAuthority("tested", adapter(Files.readString(file())), files, values -> {
            String token = values.get("credentials.token");
            if (token.equals("invalid")) {
                throw new IllegalArgumentException(token);
            }
            return adapter(token);
        });
    }

    private CertificateAuthority adapter(String token) {
        return new Scripted(token);
    }

    private Path file() {
        return folder.resolve("ssl-orders.ca.tested.credentials.token");
    }

    private void write(String token) throws IOException {
        Files.writeString(file(), token);
        // The file has been complete for a long time.
        Files.setLastModifiedTime(file(), FileTime.from(clock.instant().minus(Duration.ofMinutes(1))));
    }

    /** An adapter that calls the CA with one token. */
    private final class Scripted implements CertificateAuthority, Reconciling {
        private final String token;

        Scripted(String token) {
            this.token = token;
        }

        @Override
        public Outcome resendFulfillmentEmail(Request request) {
            if (waits) {
                called.countDown();
                try {
                    answered.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return token.equals("second") ? new Accepted(Optional.empty()) : REJECTED;
        }

        @Override
        public List<CheckStep> check(Optional<String> caOrderId) {
            return List.of(CheckStep.proven(CheckStep.Kind.READ, token + " was used"));
        }

        @Override
        public Finding reconcile(Request request, String state) {
            return token.equals("second") ? Finding.SENT : Finding.UNCLEAR;
        }

        @Override
        public RecipientCheck recipientCheck() {
            return RecipientCheck.NOT_CHECKABLE;
        }

        @Override
        public Duration longestCall() {
            return Duration.ofSeconds(1);
        }
    }
}
