package sslorders.order;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sslorders.account.AccountId;
import sslorders.error.Detail;
import sslorders.error.Text;

/**
 * A criterion of the search over all accounts. Each has an index that returns its orders in the order of the list. E-mail addresses and
 * common names are compared without regard to the case of ASCII letters.
 */
public enum SearchCriterion {
    ADMIN_EMAIL(
            "adminEmail",
            "lower(admin_email collate \"C\")",
            true,
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~@-]{1,254}",
            Detail.EMAIL_CHARACTERS),
    CA_ORDER_ID(
            "caOrderId", "ca_order_id collate \"C\"", false, "[A-Za-z0-9][A-Za-z0-9._:-]{0,127}", Detail.CA_ORDER_ID),
    COMMON_NAME(
            "commonName",
            "lower(common_name collate \"C\")",
            true,
            "[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]{1,255}",
            Detail.COMMON_NAME),
    ACCOUNT_ID("accountId", "account_id", false, AccountId.FORM, Detail.ACCOUNT_ID),
    ORDER_ID("orderId", "id", false, OrderId.FORM.pattern(), Detail.ORDER_ID);

    private final String parameter;
    private final String expression;
    private final boolean foldsCase;
    private final Pattern form;
    private final Detail formDetail;

    SearchCriterion(String parameter, String expression, boolean foldsCase, String form, Detail formDetail) {
        this.parameter = parameter;
        this.expression = expression;
        this.foldsCase = foldsCase;
        this.form = Pattern.compile(form);
        this.formDetail = formDetail;
    }

    /** Returns the name of the query parameter. */
    public String parameter() {
        return parameter;
    }

    /** Returns all names of query parameters, for an error message. */
    static String parameters() {
        return Arrays.stream(values()).map(SearchCriterion::parameter).collect(Collectors.joining(", "));
    }

    Pattern form() {
        return form;
    }

    /** Returns the error detail for a malformed value. */
    Text formDetail() {
        return formDetail.with();
    }

    /** Returns the value as it is compared. */
    String comparable(String value) {
        return foldsCase ? foldedCase(value) : value;
    }

    /** Returns the indexed expression. */
    String expression() {
        return expression;
    }

    /**
     * Returns the condition of the partial index, with a leading {@code and}; an empty string if the index has none, or if a comparison
     * of the expression implies it.
     */
    String indexCondition() {
        return switch (this) {
            case CA_ORDER_ID -> " and ca_order_id <> ''";
            case COMMON_NAME -> " and common_name <> ''";
            case ADMIN_EMAIL, ACCOUNT_ID, ORDER_ID -> "";
        };
    }

    /** Returns the columns by which orders with the same value are sorted. */
    String tieBreakers() {
        return switch (this) {
            case ADMIN_EMAIL, CA_ORDER_ID, COMMON_NAME -> "account_id, expiry_sort, id";
            case ACCOUNT_ID -> "expiry_sort, id";
            case ORDER_ID -> "id";
        };
    }

    /** Returns the columns by which orders with the same prefix are sorted. */
    String sort() {
        return this == ORDER_ID ? "id" : expression + ", " + tieBreakers();
    }

    /** Folds ASCII letters only, as PostgreSQL does with the collation {@code C}. */
    static String foldedCase(String value) {
        return value.chars()
                .map(character -> character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character)
                .collect(StringBuilder::new, (text, character) -> text.append((char) character), StringBuilder::append)
                .toString();
    }

    /** Returns the first text after all texts with the prefix, in the order of code points. */
    static String afterPrefix(String prefix) {
        int[] codePoints = prefix.codePoints().toArray();
        int last = codePoints.length - 1;
        while (last >= 0 && codePoints[last] == Character.MAX_CODE_POINT) {
            last--;
        }
        if (last < 0) {
            // No text is after all texts with such a prefix.
            return prefix + prefix;
        }
        int next = codePoints[last] + 1;
        codePoints[last] = Character.isBmpCodePoint(next) && Character.isSurrogate((char) next)
                ? Character.MAX_SURROGATE + 1
                : next;
        return new String(codePoints, 0, last + 1);
    }
}
