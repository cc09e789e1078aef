package io.kinglet.server.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process as its operating system sees it, and the Java runtime in it. */
final class ProcessMetrics implements Source {

    private static final Path MEMORY = Path.of("/proc/self/status");

    @Override
    public void collect(Scrape scrape) {
        process(scrape);
        runtime(scrape);
    }

    private static void process(Scrape scrape) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            scrape.add(Family.PROCESS_CPU, Labels.EMPTY, system.getProcessCpuTime() / 1e9);
        }
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            scrape.add(Family.PROCESS_OPEN_FILES, Labels.EMPTY, unix.getOpenFileDescriptorCount());
            scrape.add(Family.PROCESS_MOST_FILES, Labels.EMPTY, unix.getMaxFileDescriptorCount());
        }
        double started = ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3;
        scrape.add(Family.PROCESS_START, Labels.EMPTY, started);
        try {
            for (String line : Files.readAllLines(MEMORY)) {
                if (line.startsWith("VmRSS:")) {
                    scrape.add(Family.PROCESS_RESIDENT, Labels.EMPTY, octets(line));
                } else if (line.startsWith("VmSize:")) {
                    scrape.add(Family.PROCESS_VIRTUAL, Labels.EMPTY, octets(line));
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Not Linux: these two are left out.
            return;
        }
    }

    private static long octets(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
    }

    private static void runtime(Scrape scrape) {
        scrape.add(
                Family.JVM_INFO,
                Labels.of(
                        "version", System.getProperty("java.runtime.version", "unknown"),
                        "vendor", System.getProperty("java.vendor", "unknown")),
                1);
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        area(scrape, "heap", memory.getHeapMemoryUsage());
        area(scrape, "nonheap", memory.getNonHeapMemoryUsage());
        scrape.add(
                Family.JVM_THREADS,
                Labels.EMPTY,
                ManagementFactory.getThreadMXBean().getThreadCount());
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            Labels its = Labels.of("gc", collector.getName());
            scrape.add(Family.JVM_COLLECTIONS, its, Math.max(0, collector.getCollectionCount()));
            scrape.add(Family.JVM_COLLECTION_TIME, its, Math.max(0, collector.getCollectionTime()) / 1e3);
        }
    }

    private static void area(Scrape scrape, String name, MemoryUsage usage) {
        scrape.add(Family.JVM_MEMORY_USED, Labels.of("area", name), usage.getUsed());
        scrape.add(Family.JVM_MEMORY_COMMITTED, Labels.of("area", name), usage.getCommitted());
    }
}
