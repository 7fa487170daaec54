package sslorders.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Sends requests to a service over so many connections, each of which sends the next as soon as it has its answer. */
interface WebLoad {

    /** What the table and the file say was used. */
    String name();

    /**
     * Runs for that long, and then waits for what is still under way.
     *
     * @param requests in the order in which they are sent; from the beginning again once all have been
     */
    Figures run(String service, List<Request> requests, int connections, Duration time)
            throws IOException, InterruptedException;

    /** One without a body. */
    record Request(String method, String path, String token) {

        static Request list(String token) {
            return new Request("GET", "/ssl/orders", token);
        }

        static Request resend(String order, String token) {
            return new Request("POST", "/ssl/orders/" + order + "/fulfillment-email/resend", token);
        }
    }

    /**
     * What came of it.
     *
     * @param failures requests without an answer, or with an error
     */
    record Figures(long requests, long failures, double perSecond, double p50Ms, double p99Ms) {}

    /** By wrk if it is there, since it leaves more of the machine to the service; by Vert.x otherwise. */
    static WebLoad available(Path folder) {
        return Tool.isThere("wrk") ? new WrkLoad(folder) : new VertxLoad();
    }
}
