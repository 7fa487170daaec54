package sslorders.ca;

import com.fasterxml.jackson.annotation.JsonValue;
import sslorders.text.WireName;

/** How a dialect verifies that the CA sends the e-mail to the captured address. The names are part of the API. */
public enum RecipientCheck {
    /** The resend request contains the address. */
    SENT_ALONG,
    /** The adapter verifies the address in the CA's mail history before it requests the resend. */
    CHECKED,
    /** The CA uses the address that it has stored, and its API neither accepts nor returns an address. */
    NOT_CHECKABLE;

    /** Returns the name in JSON, in kebab case. */
    @JsonValue
    public String wireName() {
        return WireName.of(this);
    }
}
