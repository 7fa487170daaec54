package sslorders.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends requests with wrk on one thread. Its script prepares the requests beforehand, so that each costs little CPU
 * time.
 */
record WrkLoad(Path folder) implements WebLoad {
    private static final Pattern RESULT = Pattern.compile("RESULT (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

    private static final String SCRIPT = """
            function init(args)
              requests = {}
              for line in io.lines(args[1]) do
                local method, path, token = line:match("(%S+) (%S+) (%S+)")
                requests[#requests + 1] = wrk.format(method, path, { ["Authorization"] = "Bearer " .. token })
              end
              position = 0
            end
            function request()
              position = position % #requests + 1
              return requests[position]
            end
            function done(summary, latency, all)
              local errors = summary.errors
              print(string.format("RESULT %d %d %d %d %d", summary.requests, summary.duration,
                errors.status + errors.connect + errors.read + errors.write + errors.timeout,
                latency:percentile(50), latency:percentile(99)))
            end
            """;

    @Override
    public String name() {
        return "wrk";
    }

    @Override
    public Figures run(String service, List<Request> requests, int connections, Duration time) throws IOException {
        Path script = Files.writeString(folder.resolve("requests.lua"), SCRIPT);
        Path lines = Files.write(
                folder.resolve("requests"),
                requests.stream()
                        .map(request -> String.join(" ", request.method(), request.path(), request.token()))
                        .toList());
        String output = Tool.run(
                List.of(
                        "wrk",
                        "-t1",
                        "-c" + connections,
                        "-d" + time.toSeconds() + "s",
                        // The first responses of a newly started service are slow.
                        "--timeout=30s",
                        "-s" + script,
                        service,
                        "--",
                        lines.toString()),
                Map.of());
        Matcher result = Tool.find(RESULT, output);
        long answers = Long.parseLong(result.group(1));
        return new Figures(
                answers,
                Long.parseLong(result.group(3)),
                answers * 1e6 / Long.parseLong(result.group(2)),
                Long.parseLong(result.group(4)) / 1e3,
                Long.parseLong(result.group(5)) / 1e3);
    }
}
