package sslorders.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sslorders.error.Detail;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.resend.RequestReference;

/**
 * What a support agent found out about an unknown outcome. The evidence is the reason of the action. Only support can read it.
 *
 * @param isSent whether the CA sent the e-mail
 */
public record Resolution(boolean isSent, Justification evidence) {
    private static final String SENT = "sent";
    private static final String NOT_SENT = "not-sent";
    private static final Map<String, Boolean> FINDINGS = Map.of(SENT, true, NOT_SENT, false);

    /**
     * Parses the members of a body.
     *
     * @throws ServiceException {@code invalid-request} with an error for each invalid member
     */
    public static Resolution parse(Optional<String> finding, Optional<String> evidence, Optional<String> reference) {
        List<InputError> errors = new ArrayList<>();
        Optional<Boolean> isSent = finding.map(FINDINGS::get);
        if (isSent.isEmpty()) {
            errors.add(InputError.inBody("/finding", Detail.FINDING));
        }
        Optional<Reason> reason = Reason.read("/evidence", evidence, errors);
        if (!errors.isEmpty()) {
            throw ServiceException.invalid(errors);
        }
        return new Resolution(
                isSent.orElseThrow(), new Justification(reason.orElseThrow(), reference.map(RequestReference::parse)));
    }

    /** Returns the finding in the form of the API. */
    String finding() {
        return isSent ? SENT : NOT_SENT;
    }
}
