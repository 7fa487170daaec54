package sslorders.resend;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import sslorders.ca.CertificateAuthorities;
import sslorders.ca.Outcome;

/** Carries resends to their CAs and writes down how that ended. */
@ApplicationScoped
class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);

    private final CertificateAuthorities authorities;
    private final ResendRepository resends;
    private final InstantSource clock;

    Relay(CertificateAuthorities authorities, ResendRepository resends, InstantSource clock) {
        this.authorities = authorities;
        this.resends = resends;
        this.clock = clock;
    }

    /**
     * Calls the CA of a {@code relaying} resend, once, and settles it. No transaction is open during the call. Should the
     * database fail after it, the resend stays {@code relaying} and the log line tells the outcome.
     */
    Relayed relay(Resend resend) {
        Outcome outcome =
                authorities.find(resend.certificateAuthority()).orElseThrow().resendFulfillmentEmail(resend.request());
        log(resend, outcome);
        ResendView settled = QuarkusTransaction.requiringNew().call(() -> {
            Resend current = resends.findById(resend.id());
            current.settle(outcome, clock.instant());
            return current.view();
        });
        return new Relayed(Optional.of(outcome), settled);
    }

    /** How the call to the CA ended, if it has, and the resend as it stands. */
    record Relayed(Optional<Outcome> outcome, ResendView resend) {

        /** What an earlier request has come to. */
        static Relayed asItStands(Resend resend) {
            return new Relayed(resend.outcome(), resend.view());
        }
    }

    /** One line for each call: ids and outcome, no address. Refused credentials are for the operator to mend. */
    private static void log(Resend resend, Outcome outcome) {
        String end =
                switch (outcome) {
                    case Outcome.Accepted accepted -> "accepted";
                    case Outcome.NotExecuted notExecuted -> "not executed, " + notExecuted.cause();
                    case Outcome.Rejected rejected ->
                        "rejected, " + rejected.reason().name().toLowerCase(Locale.ROOT) + ", code "
                                + rejected.caCode();
                    case Outcome.Unknown unknown -> "unknown, " + unknown.cause();
                };
        boolean operatorsTurn =
                outcome instanceof Outcome.Rejected rejected && rejected.reason() == Outcome.Reason.CREDENTIALS_REFUSED;
        LOG.logf(
                operatorsTurn ? Logger.Level.ERROR : Logger.Level.INFO,
                "Resend %s of order %s: CA %s: %s",
                resend.id(),
                resend.orderId(),
                resend.certificateAuthority(),
                end);
    }
}
