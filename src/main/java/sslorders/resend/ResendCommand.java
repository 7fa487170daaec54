package sslorders.resend;

import java.util.HexFormat;
import java.util.Optional;
import sslorders.account.AccountId;
import sslorders.order.OrderId;
import sslorders.text.Sha256;

/**
 * A client's request for a resend.
 *
 * @param requestedBy the token's subject
 * @param actor the party that sent the request on behalf of the subject, if the token names one
 * @param expectedRecipient the address that the user confirmed, if any
 * @param reference the client's own reference for the request, if any
 * @param key the idempotency key, if any
 * @param preferences whether and how long the client prefers to wait for the first attempt
 */
public record ResendCommand(
        AccountId account,
        OrderId order,
        String requestedBy,
        Optional<String> actor,
        Optional<String> expectedRecipient,
        Optional<RequestReference> reference,
        Optional<IdempotencyKey> key,
        Preferences preferences) {

    /**
     * Returns a digest of the order, the reference and the expected recipient. Equal requests have the same digest, which does not
     * reveal the address. The preferences are not part of the digest. The digest of a request without a reference equals its digest in
     * release 1.0.0, so that the idempotency keys of that release remain valid.
     */
    String fingerprint() {
        // A reference cannot contain a line break and comes first, so that an expected recipient cannot imitate a
        // reference.
        String request = order.value()
                + '\n'
                + reference.map(given -> "reference " + given.value() + '\n').orElse("")
                + expectedRecipient.map(address -> "to " + address).orElse("");
        return HexFormat.of().formatHex(Sha256.of(request));
    }
}
