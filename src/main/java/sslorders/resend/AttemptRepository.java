package sslorders.resend;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sslorders.ca.Outcome;

/** The attempts of PostgreSQL. An attempt belongs to a resend, by which alone it is reached. */
@ApplicationScoped
class AttemptRepository implements PanacheRepositoryBase<Attempt, Attempt.Key> {
    /** More than back-off and give-up time let happen, unless they are configured to nearly nothing. */
    private static final int MOST_SHOWN = 1000;

    /**
     * Completes an attempt, of which nothing needs to be read for that.
     *
     * @param duration how long the call took; nothing if its end was not seen
     */
    void end(Attempt.Key attempt, Outcome outcome, Optional<Duration> duration) {
        String caCode =
                outcome instanceof Outcome.Rejected rejected ? rejected.caCode().orElse(null) : null;
        String cause =
                switch (outcome) {
                    case Outcome.NotExecuted notExecuted -> notExecuted.cause();
                    case Outcome.Unknown unknown -> unknown.cause();
                    case Outcome.Accepted accepted -> null;
                    case Outcome.Rejected rejected -> null;
                };
        update(
                "durationMs = ?1, outcome = ?2, caCode = ?3, cause = ?4 where key = ?5",
                duration.map(Duration::toMillis).orElse(null),
                outcome.word(),
                caCode,
                cause,
                attempt);
    }

    /** The attempts of a resend, oldest first; the newest 1,000 of them. */
    List<AttemptView> viewsOf(Resend resend) {
        return find(
                        "key.resendId = ?1 and key.number > ?2 order by key.number",
                        resend.id(),
                        resend.attempts() - MOST_SHOWN)
                .stream()
                .map(Attempt::view)
                .toList();
    }
}
