package sslorders.testing;

import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** A client of the API with or without an access token. It offers the operations of the contract. */
public final class ApiClient {
    private static final String ORDERS = "/ssl/orders";
    private static final String ACCOUNTS = "/ssl/accounts";

    private final Supplier<RequestSpecification> requests;

    ApiClient(Supplier<RequestSpecification> requests) {
        this.requests = requests;
    }

    /** Lists orders. */
    public ApiRequest orders() {
        return get(ORDERS);
    }

    /** Gets one order. */
    public ApiRequest order(String id) {
        return get(order(id, ""));
    }

    /** Captures an order, as in {@link ApiRequest#body(Object)}. */
    public ApiRequest capture(String id, Object order) {
        return request("PUT", order(id, "")).body(order);
    }

    /** Erases an order. */
    public ApiRequest eraseOrder(String id) {
        return request("DELETE", order(id, ""));
    }

    /** Lists the changes of an order's admin e-mail. */
    public ApiRequest addressChanges(String order) {
        return get(order(order, "/admin-email-changes"));
    }

    /** Requests the erasure of an account. */
    public ApiRequest eraseAccount(String id) {
        return request("DELETE", ACCOUNTS + "/" + id);
    }

    /** Gets the latest erasure of an account. */
    public ApiRequest erasure(String account) {
        return get(ACCOUNTS + "/" + account + "/erasure");
    }

    /** Imports orders from JSON lines. */
    public ApiRequest importLines(String lines) {
        return request("POST", ORDERS + "/import").body("application/x-ndjson", lines.getBytes(StandardCharsets.UTF_8));
    }

    /** Previews the fulfillment e-mail of an order. */
    public ApiRequest preview(String order) {
        return get(order(order, "/fulfillment-email"));
    }

    /** Requests a resend, without a body. */
    public ApiRequest resend(String order) {
        return request("POST", order(order, "/fulfillment-email/resend"));
    }

    /** Lists the resends of an order. */
    public ApiRequest history(String order) {
        return get(order(order, "/fulfillment-email/resends"));
    }

    /** Gets one resend of an order. */
    public ApiRequest resend(String order, String id) {
        return get(order(order, "/fulfillment-email/resends/" + id));
    }

    /** Lists the resends of all orders. */
    public ApiRequest resends() {
        return get("/ssl/resends");
    }

    /** Lists events. */
    public ApiRequest events() {
        return get("/ssl/events");
    }

    /** Lists the actions of support agents and operators. */
    public ApiRequest actions() {
        return get("/ssl/support/actions");
    }

    /** Searches for orders of all accounts. */
    public ApiRequest supportOrders() {
        return get("/ssl/support/orders");
    }

    /** Gets one order of any account. */
    public ApiRequest supportOrder(String id) {
        return get("/ssl/support/orders/" + id);
    }

    /** Lists the resends of an order of any account. */
    public ApiRequest supportHistory(String order) {
        return get("/ssl/support/orders/" + order + "/fulfillment-email/resends");
    }

    /** Gets one resend of an order of any account. */
    public ApiRequest supportResend(String order, String id) {
        return get("/ssl/support/orders/" + order + "/fulfillment-email/resends/" + id);
    }

    /** Requests a resend on behalf of the account, as in {@link ApiRequest#body(Object)}. */
    public ApiRequest resendOnBehalf(String order, Object body) {
        return request("POST", "/ssl/support/orders/" + order + "/fulfillment-email/resend")
                .body(body);
    }

    /** Follows a link of a response, such as {@code Location}. */
    public ApiRequest get(String address) {
        return request("GET", address);
    }

    /** Creates any other request, such as one with a method that the path does not support. */
    public ApiRequest request(String method, String address) {
        return new ApiRequest(requests.get(), method, address);
    }

    private static String order(String id, String suffix) {
        return ORDERS + "/" + id + suffix;
    }
}
