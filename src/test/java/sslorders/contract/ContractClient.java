package sslorders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.apache.http.NameValuePair;
import org.apache.http.client.utils.URLEncodedUtils;

/** Sends requests with the JDK's HTTP client if REST-assured does not support them, and checks each exchange against the contract. */
public final class ContractClient {

    private ContractClient() {}

    /** Sends a request and checks the exchange, except for the body of the request. */
    public static HttpResponse<String> send(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        SimpleRequest.Builder sent =
                new SimpleRequest.Builder(request.method(), request.uri().getRawPath(), true);
        request.headers().map().forEach(sent::withHeader);
        for (NameValuePair parameter : URLEncodedUtils.parse(request.uri(), StandardCharsets.UTF_8)) {
            sent.withQueryParam(parameter.getName(), parameter.getValue());
        }
        SimpleResponse.Builder received =
                SimpleResponse.Builder.status(response.statusCode()).withBody(response.body());
        response.headers().map().forEach(received::withHeader);
        assertThat(Contract.get().violations(sent.build(), received.build()))
                .as("%s %s, response %s", request.method(), request.uri(), response.statusCode())
                .isEmpty();
        return response;
    }
}
