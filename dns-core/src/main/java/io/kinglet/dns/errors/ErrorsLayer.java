package io.kinglet.dns.errors;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs why queries below it failed, as {@code plugin/errors: 2 name. A: text} where 2 is the RCODE, and answers SERVFAIL where an
 * exception came instead of an answer. Any thread.
 */
public final class ErrorsLayer implements Layer {

    private static final Answer BUG = new Answer.Failure(Rcode.SERVFAIL, ExtendedError.OTHER, "");

    private final boolean stackTrace;
    private final LogLine log;
    private final List<Consolidated> consolidated;
    private final LineBudget budget;

    /**
     * @param scheduler ends the periods of consolidated errors
     * @param ticker nanoseconds from any origin, never backwards
     */
    public ErrorsLayer(ErrorsConfig config, LogLine log, Scheduler scheduler, LongSupplier ticker) {
        stackTrace = config.stackTrace();
        this.log = log;
        consolidated = config.consolidations().stream()
                .map(each -> new Consolidated(each, scheduler, log))
                .toList();
        budget = new LineBudget(config.linesPerSecond(), ticker);
    }

    /** Tells now what would be told at the end of a period. */
    public void close() {
        consolidated.forEach(Consolidated::report);
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            Answer answer;
            try {
                answer = next.resolve(query);
            } catch (RuntimeException e) {
                return bug(query.qname(), query.qtype(), e);
            }
            if (answer instanceof Answer.Deferred deferred) {
                return later(query, deferred);
            }
            if (answer instanceof Answer.Failure failure && !failure.text().isEmpty()) {
                failed(query.qname(), query.qtype(), failure);
            }
            return answer;
        };
    }

    private Answer later(Query query, Answer.Deferred deferred) {
        DomainName name = query.qname();
        int type = query.qtype();
        return new Answer.Deferred(deferred.stage().handle((answer, bug) -> {
            if (answer == null) {
                return bug(name, type, bug);
            }
            if (answer instanceof Answer.Failure failure && !failure.text().isEmpty()) {
                failed(name, type, failure);
            }
            return answer;
        }));
    }

    private void failed(DomainName name, int type, Answer.Failure failure) {
        write(name, type, failure.rcode(), failure.text(), null);
    }

    private Answer bug(DomainName name, int type, @Nullable Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        write(name, type, Rcode.SERVFAIL, String.valueOf(cause), cause);
        return BUG;
    }

    private void write(DomainName name, int type, int rcode, String text, @Nullable Throwable bug) {
        String owner = name.toString().toLowerCase(Locale.ROOT);
        String line = "plugin/errors: " + rcode + " " + owner + " " + RecordType.name(type) + ": " + text;
        for (Consolidated each : consolidated) {
            if (each.takes(text, line)) {
                return;
            }
        }
        if (!budget.allows()) {
            return;
        }
        long withheld = budget.withheld();
        if (withheld > 0) {
            log.write(Level.ERROR, "plugin/errors: " + withheld + " more errors were not logged, they came too fast");
        }
        log.write(Level.ERROR, bug != null && stackTrace ? line + System.lineSeparator() + trace(bug) : line);
    }

    private static String trace(Throwable bug) {
        StringWriter trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        return trace.toString().stripTrailing();
    }
}
