package sslorders.log;

import io.opentelemetry.context.Context;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.impl.ContextInternal;
import java.util.function.Supplier;

/** Carries the trace of a request to another thread, which can outlive the request. */
public final class TraceContext {
    private TraceContext() {}

    /**
     * Returns work that belongs to the trace of the current request, on any thread. The work runs in a separate Vert.x context.
     * Therefore, its MDC entries do not appear in log lines of the request, and it has no access to request-scoped beans.
     */
    public static <T> Supplier<T> keep(Supplier<T> work) {
        ContextInternal own = (ContextInternal) VertxContext.createNewDuplicatedContext();
        if (own == null) {
            // The current thread does not belong to a request.
            return work;
        }
        Supplier<T> traced = Context.current().wrapSupplier(work);
        return () -> {
            ContextInternal previous = own.beginDispatch();
            try {
                return traced.get();
            } finally {
                own.endDispatch(previous);
            }
        };
    }
}
