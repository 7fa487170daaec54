package sslorders.ca;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jboss.logging.Logger;
import sslorders.ca.Outcome.Reason;

/**
 * An adapter whose credentials are in files. The service reads the files again before a call, at most every two seconds, and
 * immediately after the CA rejected the credentials. If they have changed, it creates another adapter for the following calls. Calls in
 * progress keep their adapter, and with it their credentials and their OAuth2 token. Thread-safe; needs no thread.
 */
final class ReloadingAuthority implements CertificateAuthority, Reconciling {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(ReloadingAuthority.class);

    private final String name;
    private final CredentialFiles files;
    private final Function<Map<String, String>, CertificateAuthority> adapt;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile CertificateAuthority current;
    private volatile long readAt = System.nanoTime();

    /**
     * @param initial the adapter with the values at startup
     * @param adapt creates an adapter with other values, as {@link CaSettings#with}
     */
    ReloadingAuthority(
            String name,
            CertificateAuthority initial,
            CredentialFiles files,
            Function<Map<String, String>, CertificateAuthority> adapt) {
        this.name = name;
        this.current = initial;
        this.files = files;
        this.adapt = adapt;
    }

    @Override
    public Outcome resendFulfillmentEmail(Request request) {
        Outcome outcome = current().resendFulfillmentEmail(request);
        if (outcome instanceof Outcome.Rejected rejected && rejected.reason() == Reason.CREDENTIALS_REFUSED) {
            reload(Duration.ZERO);
        }
        return outcome;
    }

    @Override
    public List<CheckStep> check(Optional<String> caOrderId) {
        reload(Duration.ZERO);
        return current.check(caOrderId);
    }

    /** Reconciles if the dialect can; only such a dialect returns a token. */
    @Override
    public Finding reconcile(Request request, String token) {
        return current() instanceof Reconciling reconciling ? reconciling.reconcile(request, token) : Finding.UNCLEAR;
    }

    @Override
    public RecipientCheck recipientCheck() {
        return current.recipientCheck();
    }

    @Override
    public Duration longestCall() {
        return current.longestCall();
    }

    private CertificateAuthority current() {
        reload(INTERVAL);
        return current;
    }

    /**
     * Reads the files, unless another thread is reading them or the last reading was less than the given time ago. A file that was
     * being written at the last reading is read in any case.
     */
    private void reload(Duration interval) {
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (files.isPending() || System.nanoTime() - readAt >= interval.toNanos()) {
                readAt = System.nanoTime();
                files.changed().ifPresent(this::replace);
            }
        } finally {
            lock.unlock();
        }
    }

    private void replace(Map<String, String> values) {
        try {
            current = adapt.apply(values);
            LOG.infof("CA %s: the credential files have changed; new calls use the new values", name);
        } catch (RuntimeException invalid) {
            // The message may contain a value.
            LOG.warnf(
                    "CA %s: the dialect rejected the new values of the credential files; the previous values stay",
                    name);
        }
    }
}
