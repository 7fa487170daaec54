package sslorders.support;

import java.util.Optional;
import java.util.UUID;
import sslorders.resend.RequestReference;

/**
 * One action of a support agent or an operator. {@link OperatorActions} adds the person and the time. Immutable.
 *
 * @param target the object of the action
 * @param reason the reason that the person gave; empty for an action that changes nothing
 * @param reference the person's own reference, such as a ticket number
 * @param details further facts, such as the criterion of a search; must not contain an e-mail address
 */
public record OperatorAction(
        ActionType type,
        Target target,
        Optional<Reason> reason,
        Optional<RequestReference> reference,
        Optional<String> details) {

    /** Returns an action without a reason, such as a read. */
    public static OperatorAction of(ActionType type, Target target) {
        return new OperatorAction(type, target, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns a copy with the reason and the reference that the person gave. */
    public OperatorAction because(Reason given, Optional<RequestReference> ticket) {
        return new OperatorAction(type, target, Optional.of(given), ticket, details);
    }

    /** Returns a copy with the object of the action. */
    public OperatorAction on(Target object) {
        return new OperatorAction(type, object, reason, reference, details);
    }

    /** Returns a copy with further facts, which must not contain an e-mail address. */
    public OperatorAction withDetails(String facts) {
        return new OperatorAction(type, target, reason, reference, Optional.of(facts));
    }

    /**
     * The object of an action. The IDs are texts, because an earlier release with other rules may have stored them.
     *
     * @param account the account that owns the order
     * @param certificateAuthority the configured name of a CA
     */
    public record Target(
            Optional<String> account,
            Optional<String> order,
            Optional<UUID> resend,
            Optional<String> certificateAuthority) {
        /** The target of an action on no particular object. */
        public static final Target NONE =
                new Target(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public static Target ofOrder(String account, String order) {
            return new Target(Optional.of(account), Optional.of(order), Optional.empty(), Optional.empty());
        }

        public static Target ofCertificateAuthority(String name) {
            return new Target(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(name));
        }

        /** Returns a copy with a resend of the order. */
        public Target withResend(UUID id) {
            return new Target(account, order, Optional.of(id), certificateAuthority);
        }
    }
}
