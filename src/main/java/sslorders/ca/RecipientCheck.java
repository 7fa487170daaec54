package sslorders.ca;

import com.fasterxml.jackson.annotation.JsonValue;
import sslorders.text.WireName;

/** How a dialect makes sure that the CA sends the mail to the captured address. The names are part of the API. */
public enum RecipientCheck {
    /** The resend request contains the address. */
    SENT_ALONG,
    /** The adapter reads from the CA, before it requests the resend, that the mail goes to the address. */
    CHECKED,
    /** The CA sends the mail to the address that it has, and its API neither takes nor shows one. */
    NOT_CHECKABLE;

    /** The name in JSON: lower-case kebab. */
    @JsonValue
    public String wireName() {
        return WireName.of(this);
    }
}
