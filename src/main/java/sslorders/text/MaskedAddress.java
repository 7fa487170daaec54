package sslorders.text;

/** Masks an e-mail address. The log masks addresses in texts in the same form. */
public final class MaskedAddress {
    private static final String MASK = "***";

    private MaskedAddress() {}

    /** Returns the address without its local part, such as {@code ***@acme.example}; only the mask for a text without {@code @}. */
    public static String of(String address) {
        int domain = address.lastIndexOf('@');
        return domain < 0 ? MASK : MASK + address.substring(domain);
    }
}
