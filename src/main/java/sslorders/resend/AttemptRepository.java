package sslorders.resend;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The attempts of PostgreSQL. An attempt belongs to a resend, by which alone it is reached. */
@ApplicationScoped
class AttemptRepository implements PanacheRepositoryBase<Attempt, Attempt.Key> {
    /** More than back-off and give-up time let happen, unless they are configured to nearly nothing. */
    private static final int MOST_SHOWN = 1000;

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
