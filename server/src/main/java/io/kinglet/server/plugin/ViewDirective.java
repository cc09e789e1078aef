package io.kinglet.server.plugin;

import io.kinglet.dns.expression.Asked;
import io.kinglet.dns.expression.Expression;
import io.kinglet.dns.wire.Query;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code view NAME { expr EXPRESSION }}: the block answers such queries alone; others go to the next block of the zone.
 *
 * @param name for metrics
 * @param conditions all of which must hold
 */
public record ViewDirective(String name, List<Expression> conditions, Position position) implements Part {

    public ViewDirective {
        conditions = List.copyOf(conditions);
    }

    /** Whether the block is there for the query. */
    public boolean takes(Query query, Asked asked) {
        for (int i = 0; i < conditions.size(); i++) {
            if (!conditions.get(i).test(query, asked)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it matters which address of this server was asked. */
    public boolean needsServerAddress() {
        return conditions.stream().anyMatch(it -> it.toString().contains("server_ip"));
    }

    static ViewDirective read(DirectiveReader line, BlockScope block) {
        String name = line.next("the name of the view").text();
        List<Expression> conditions = new ArrayList<>();
        line.body(Map.of("expr", it -> conditions.add(expression(it))));
        line.end();
        if (conditions.isEmpty()) {
            block.warn(line.position(), "`view` has no `expr`, so the block takes every query");
        }
        return new ViewDirective(name, conditions, line.position());
    }

    private static Expression expression(DirectiveReader line) {
        return ExpressionWords.rest(line).read(Expression::parse);
    }
}
