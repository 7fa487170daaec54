package sslorders.ca.godaddy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import sslorders.ca.CaTime;

/**
 * An e-mail of an order's history. Its text, which may hold the certificate, is not bound. Each value may be missing in
 * a reply that is not what is documented.
 *
 * @param id the CA's ID of the mail
 * @param templateType what kind of mail it is
 * @param dateEntered ISO 8601, with or without an offset
 * @param recipients the addresses that the mail went to
 */
record Mail(Long id, String templateType, String dateEntered, JsonNode recipients) {
    /** Orders readable mails, newest last: by the CA's own clock, and by the ID for equal times. */
    static final Comparator<Mail> BY_AGE = Comparator.<Mail, Instant>comparing(
                    mail -> mail.entered().orElseThrow())
            .thenComparing(Mail::id);

    /** When the CA entered the mail; empty if that cannot be read. */
    Optional<Instant> entered() {
        return CaTime.parse(dateEntered);
    }

    /** Whether all values are there and can be read. A value that cannot be read never stands in for one that can. */
    boolean isReadable() {
        return id != null
                && templateType != null
                && entered().isPresent()
                && Recipients.parse(recipients).isPresent();
    }

    /** Whether the mail went to that address, among others; empty if its recipients cannot be read. */
    Optional<Boolean> isTo(String address) {
        return Recipients.parse(recipients).map(addresses -> addresses.stream().anyMatch(address::equalsIgnoreCase));
    }
}
