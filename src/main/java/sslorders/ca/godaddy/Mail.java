package sslorders.ca.godaddy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import sslorders.ca.CaTime;

/**
 * An entry of the mail history. The text of the e-mail, which may contain the certificate, is not read. Each value may be null, because
 * the CA's responses may differ from its documentation.
 *
 * @param id the CA's ID of the e-mail
 * @param templateType the kind of e-mail
 * @param dateEntered the time in ISO 8601, with or without an offset
 * @param recipients the addresses to which the e-mail was sent
 */
record Mail(Long id, String templateType, String dateEntered, JsonNode recipients) {
    /** Orders readable entries by time, oldest first. The ID is the tie-breaker. */
    static final Comparator<Mail> BY_AGE = Comparator.<Mail, Instant>comparing(
                    mail -> mail.entered().orElseThrow())
            .thenComparing(Mail::id);

    /** Returns the time of the e-mail; empty if it cannot be parsed. */
    Optional<Instant> entered() {
        return CaTime.parse(dateEntered);
    }

    /** Returns whether all values are present and valid. */
    boolean isReadable() {
        return id != null
                && templateType != null
                && entered().isPresent()
                && Recipients.parse(recipients).isPresent();
    }

    /** Returns whether the address is among the recipients; empty if the recipients cannot be parsed. */
    Optional<Boolean> isTo(String address) {
        return Recipients.parse(recipients).map(addresses -> addresses.stream().anyMatch(address::equalsIgnoreCase));
    }
}
