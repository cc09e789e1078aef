package io.kinglet.conformance.way;

import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says at the end of the run how many cases were played in each way, and how many were not. */
public final class WayTally implements TestExecutionListener {

    private static final String PREFIX = "way:";

    private final Map<String, int[]> ways = new TreeMap<>();

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            count(test, result.getStatus().ordinal());
        }
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        count(test, TestExecutionResult.Status.ABORTED.ordinal());
    }

    private void count(TestIdentifier test, int status) {
        for (TestTag tag : test.getTags()) {
            if (tag.getName().startsWith(PREFIX)) {
                String way = tag.getName().substring(PREFIX.length()).replace('-', ' ');
                ways.computeIfAbsent(way, absent -> new int[3])[status]++;
            }
        }
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan plan) {
        if (ways.isEmpty()) {
            return;
        }
        System.out.println("conformance:");
        ways.forEach((way, counts) -> System.out.printf(
                "  %-28s %4d passed, %d failed, %d skipped%n",
                way,
                counts[TestExecutionResult.Status.SUCCESSFUL.ordinal()],
                counts[TestExecutionResult.Status.FAILED.ordinal()],
                counts[TestExecutionResult.Status.ABORTED.ordinal()]));
    }
}
