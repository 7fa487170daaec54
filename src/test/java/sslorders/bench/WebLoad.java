package sslorders.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Sends requests to a service on a number of connections. Each sends the next request after the previous response. */
interface WebLoad {

    /** Name of the tool, for the table and the file of results. */
    String name();

    /**
     * Sends requests for a duration, and then waits for the requests in progress.
     *
     * @param requests the requests in the order in which they are sent; they are repeated from the beginning
     */
    Figures run(String service, List<Request> requests, int connections, Duration time)
            throws IOException, InterruptedException;

    /** Returns a request without a body. */
    record Request(String method, String path, String token) {

        static Request list(String token) {
            return new Request("GET", "/ssl/orders", token);
        }

        static Request resend(String order, String token) {
            return new Request("POST", "/ssl/orders/" + order + "/fulfillment-email/resend", token);
        }
    }

    /**
     * The result of a run.
     *
     * @param failures the number of requests without a response, or with an error
     */
    record Figures(long requests, long failures, double perSecond, double p50Ms, double p99Ms) {}

    /** Returns wrk if it is installed, since it leaves more CPU time to the service; Vert.x otherwise. */
    static WebLoad available(Path folder) {
        return Tool.isInstalled("wrk") ? new WrkLoad(folder) : new VertxLoad();
    }
}
