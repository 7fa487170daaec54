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
 * @param onBehalf the additional part of a request of a support agent; empty for a client of the account
 */
public record ResendCommand(
        AccountId account,
        OrderId order,
        String requestedBy,
        Optional<String> actor,
        Optional<String> expectedRecipient,
        Optional<RequestReference> reference,
        Optional<IdempotencyKey> key,
        Preferences preferences,
        Optional<OnBehalf> onBehalf) {

    /** Creates a request of a client of the account. */
    public ResendCommand(
            AccountId account,
            OrderId order,
            String requestedBy,
            Optional<String> actor,
            Optional<String> expectedRecipient,
            Optional<RequestReference> reference,
            Optional<IdempotencyKey> key,
            Preferences preferences) {
        this(account, order, requestedBy, actor, expectedRecipient, reference, key, preferences, Optional.empty());
    }

    /** Creates a request of a support agent. The customer sees neither the subject nor the actor of the agent's token. */
    public static ResendCommand bySupport(
            AccountId account,
            OrderId order,
            Optional<String> expectedRecipient,
            Optional<RequestReference> reference,
            Optional<IdempotencyKey> key,
            Preferences preferences,
            OnBehalf onBehalf) {
        return new ResendCommand(
                account,
                order,
                OnBehalf.REQUESTED_BY,
                Optional.empty(),
                expectedRecipient,
                reference,
                key,
                preferences,
                Optional.of(onBehalf));
    }

    /**
     * Returns a digest of the order, the reference, the expected recipient, and what only a support agent sends. Equal requests have the
     * same digest, which does not reveal the address. The preferences are not part of the digest. The digest of a request without a reference equals its digest in
     * release 1.0.0, so that the idempotency keys of that release remain valid.
     */
    String fingerprint() {
        // The reference and the reason cannot contain a line break and come first, so that an expected recipient cannot
        // imitate them.
        String request = order.value()
                + '\n'
                + reference.map(given -> "reference " + given.value() + '\n').orElse("")
                + onBehalf.map(OnBehalf::line).orElse("")
                + expectedRecipient.map(address -> "to " + address).orElse("");
        return HexFormat.of().formatHex(Sha256.of(request));
    }
}
