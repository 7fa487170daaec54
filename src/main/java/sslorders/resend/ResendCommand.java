package sslorders.resend;

import java.util.HexFormat;
import java.util.Optional;
import sslorders.account.AccountId;
import sslorders.order.OrderId;
import sslorders.text.Sha256;

/**
 * What a caller asks for.
 *
 * @param requestedBy the token's subject
 * @param actor the party that the subject acts through, if the token names one
 * @param expectedRecipient the address that a person confirmed, if one did
 * @param reference the caller's own reference, if it gave one
 * @param key the caller's name for the request, if it gave one
 * @param respondAsync whether the caller does not wait for the first attempt
 */
record ResendCommand(
        AccountId account,
        OrderId order,
        String requestedBy,
        Optional<String> actor,
        Optional<String> expectedRecipient,
        Optional<RequestReference> reference,
        Optional<IdempotencyKey> key,
        boolean respondAsync) {

    /**
     * The same for requests that ask for the same, and different for others; says nothing of the address. Whether the
     * caller waits is no part of what it asks for. Without a reference it is that of release 1.0.0, whose keys are known still.
     */
    String fingerprint() {
        // A reference has no line break and goes first, so that no expected recipient can look like one.
        String request = order.value()
                + '\n'
                + reference.map(given -> "reference " + given.value() + '\n').orElse("")
                + expectedRecipient.map(address -> "to " + address).orElse("");
        return HexFormat.of().formatHex(Sha256.of(request));
    }
}
