package sslorders.resend;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import sslorders.account.Caller;
import sslorders.account.Scopes;
import sslorders.admission.DatabaseShares;
import sslorders.order.OrderId;
import sslorders.order.OrderNotFound;
import sslorders.problem.NoQueryParameters;

/** The resend over HTTP, as {@code openapi.yaml} describes it. */
@Path("/ssl/orders")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ResendResource {
    private final DatabaseShares database;
    private final ResendIntake intake;
    private final Relay relay;
    private final RelayWorker worker;
    private final ResendsInProgress resends;
    private final Caller caller;

    ResendResource(
            DatabaseShares database,
            ResendIntake intake,
            Relay relay,
            RelayWorker worker,
            ResendsInProgress resends,
            Caller caller) {
        this.database = database;
        this.intake = intake;
        this.relay = relay;
        this.worker = worker;
        this.resends = resends;
        this.caller = caller;
    }

    @POST
    @NoQueryParameters
    @Path("/{id}/fulfillment-email/resend")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Scopes.RESEND)
    public RestResponse<ResendView> resend(
            @PathParam("id") String id, ResendRequest request, @Context HttpServerRequest http) {
        // Headers are read from the request itself: as a parameter of this method, an empty key would look like none.
        boolean respondAsync = Preferences.respondAsync(http.headers().getAll("Prefer"));
        Optional<ResendRequest> body = Optional.ofNullable(request);
        ResendCommand command = new ResendCommand(
                caller.account(),
                OrderId.parse(id).orElseThrow(OrderNotFound::refusal),
                caller.subject(),
                caller.actor(),
                body.map(ResendRequest::expectedRecipient),
                body.map(ResendRequest::reference).map(RequestReference::parse),
                IdempotencyKey.parse(http.headers().getAll("Idempotency-Key")),
                respondAsync);
        return resends.during(() -> submit(command, http));
    }

    private RestResponse<ResendView> submit(ResendCommand command, HttpServerRequest http) {
        ResendIntake.Taken taken = database.inTurn(command.account(), () -> intake.take(command));
        if (taken.isReplay()) {
            // On the answer itself, since it goes with a problem as well.
            http.response().putHeader("Idempotency-Replayed", "true");
        } else if (command.respondAsync()) {
            http.response().putHeader("Preference-Applied", "respond-async");
            worker.wake();
        }
        // On the answer itself, too: a problem that shows a resend says where it is.
        http.response().putHeader(HttpHeaders.LOCATION, location(taken.resend()));
        boolean isMineToRelay = !taken.isReplay() && taken.resend().status() == ResendStatus.RELAYING;
        Resend resend = isMineToRelay ? firstAttempt(taken.resend()) : taken.resend();
        ResendAnswer.refusal(resend).ifPresent(refusal -> {
            throw refusal;
        });
        return RestResponse.status(Response.Status.ACCEPTED, resend.view());
    }

    /**
     * Makes the first attempt of a resend that is committed. Whatever fails from here on, the client is never told to send
     * the request again, because the CA may have accepted it.
     */
    private Resend firstAttempt(Resend resend) {
        try {
            return relay.attempt(resend);
        } catch (Relay.OutcomeNotRecorded lost) {
            if (lost.isUnknown()) {
                throw ResendAnswer.unknown(resend);
            }
            // As the database has it: relaying.
            return resend;
        }
    }

    /** A path without a host, which the client resolves: behind a proxy this service does not know its own name. */
    private static String location(Resend resend) {
        return "/ssl/orders/" + resend.orderId() + "/fulfillment-email/resends/" + resend.id();
    }

    /**
     * The body of a resend.
     *
     * @param expectedRecipient the address that the person confirmed; null if nobody was asked
     * @param reference the client's own reference of the request; null if it has none
     */
    record ResendRequest(String expectedRecipient, String reference) {}
}
