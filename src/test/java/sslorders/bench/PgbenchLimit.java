package sslorders.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import sslorders.sandbox.EmbeddedDatabase;

/** Measures with pgbench and prepared statements, which the service's driver also uses. */
record PgbenchLimit(Path folder) implements DatabaseLimit {
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    @Override
    public String name() {
        return "pgbench";
    }

    @Override
    public double perSecond(Installation installation, Script script, int connections, Duration time)
            throws IOException {
        List<String> lines = new ArrayList<>();
        script.drawn().forEach((name, below) -> lines.add("\\set " + name + " random(0, " + (below - 1) + ")"));
        script.statements().forEach(statement -> lines.add(statement + ";"));
        Path file = Files.write(folder.resolve("pgbench.sql"), lines);
        URI database = URI.create(installation.jdbcUrl().substring("jdbc:".length()));
        String output = Tool.run(
                List.of(
                        "pgbench",
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + connections,
                        "--jobs=1",
                        "--time=" + time.toSeconds(),
                        "--file=" + file,
                        "--host=" + database.getHost(),
                        "--port=" + database.getPort(),
                        "--username=" + EmbeddedDatabase.USERNAME,
                        database.getPath().substring(1)),
                Map.of("PGPASSWORD", EmbeddedDatabase.PASSWORD, "PGOPTIONS", script.options()));
        return Double.parseDouble(Tool.find(TPS, output).group(1));
    }
}
