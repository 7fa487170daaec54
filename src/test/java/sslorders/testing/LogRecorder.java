package sslorders.testing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Records the log messages of this process at all levels until it is closed. During this time, nothing is logged to the
 * console. The log of the stub CA is off, because it contains the responses of the CA.
 */
public final class LogRecorder implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Formatter format = new PatternFormatter("%c %p %s%e");
    private final Handler handler = new ToLines();
    private final Logger root = Logger.getLogger("");
    private final Handler[] others = root.getHandlers();
    private final Level before = root.getLevel();
    private final Logger stub = Logger.getLogger("org.eclipse.jetty");

    public LogRecorder() {
        handler.setLevel(Level.ALL);
        Stream.of(others).forEach(root::removeHandler);
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        stub.setLevel(Level.OFF);
    }

    /** Returns the messages logged so far, separated by line breaks. */
    public String text() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        root.setLevel(before);
        stub.setLevel(null);
        root.removeHandler(handler);
        Stream.of(others).forEach(root::addHandler);
    }

    private final class ToLines extends Handler {

        @Override
        public void publish(LogRecord event) {
            lines.add(format.format(event));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
