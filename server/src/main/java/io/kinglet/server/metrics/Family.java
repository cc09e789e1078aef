package io.kinglet.server.metrics;

/** A metric family: what it is called on the page, of what kind it is, and what it tells. The names are CoreDNS's or our own. */
public enum Family {
    BUILD_INFO(Kind.INFO, "coredns_build_info", "The build that runs, as labels; always 1."),
    PANICS(Kind.COUNTER, "coredns_panics_total", "Bugs met while answering; each was answered SERVFAIL."),
    PLUGIN_ENABLED(Kind.GAUGE, "coredns_plugin_enabled", "Plugins in use by server and zone; always 1."),

    REQUESTS(Kind.COUNTER, "coredns_dns_requests_total", "Queries by zone, protocol, family and type."),
    RESPONSES(Kind.COUNTER, "coredns_dns_responses_total", "Responses by zone and response code."),
    DO_REQUESTS(Kind.COUNTER, "coredns_dns_do_requests_total", "Queries with the DO bit set."),
    REQUEST_DURATION(
            Kind.HISTOGRAM, "coredns_dns_request_duration_seconds", "Time from query to response.", Scale.QUERY_TIME),
    REQUEST_SIZE(Kind.HISTOGRAM, "coredns_dns_request_size_bytes", "Octets of queries.", Scale.MESSAGE_SIZE),
    RESPONSE_SIZE(Kind.HISTOGRAM, "coredns_dns_response_size_bytes", "Octets of responses.", Scale.MESSAGE_SIZE),
    HTTPS_RESPONSES(Kind.COUNTER, "coredns_dns_https_responses_total", "Answers over HTTPS by HTTP status."),

    CACHE_ENTRIES(Kind.GAUGE, "coredns_cache_entries", "Entries in the cache."),
    CACHE_REQUESTS(Kind.COUNTER, "coredns_cache_requests_total", "Queries looked up in the cache."),
    CACHE_HITS(Kind.COUNTER, "coredns_cache_hits_total", "Queries answered from the cache."),
    CACHE_MISSES(Kind.COUNTER, "coredns_cache_misses_total", "Queries the cache had no answer for."),
    CACHE_PREFETCHES(
            Kind.COUNTER, "coredns_cache_prefetch_total", "Entries fetched anew before anyone waited for them."),
    CACHE_DROPS(Kind.COUNTER, "coredns_cache_drops_total", "Replies not kept because they were not sound."),
    CACHE_SERVED_STALE(Kind.COUNTER, "coredns_cache_served_stale_total", "Answers given after they had expired."),
    CACHE_EVICTIONS(Kind.COUNTER, "coredns_cache_evictions_total", "Entries that gave way to others."),

    ACL_ALLOWED(Kind.COUNTER, "coredns_acl_allowed_requests_total", "Queries that an access list let pass."),
    ACL_BLOCKED(Kind.COUNTER, "coredns_acl_blocked_requests_total", "Queries refused by an access list."),
    ACL_FILTERED(Kind.COUNTER, "coredns_acl_filtered_requests_total", "Queries an access list gave an empty answer."),
    ACL_DROPPED(Kind.COUNTER, "coredns_acl_dropped_requests_total", "Queries an access list left without an answer."),

    ZONE_FAILURES(
            Kind.COUNTER,
            "kinglet_zone_file_failures_total",
            "Looks at a zone file or a folder that found it unsound."),
    HOSTS_ENTRIES(Kind.GAUGE, "coredns_hosts_entries", "Records from a hosts file and the Corefile."),
    HOSTS_RELOAD_TIME(
            Kind.GAUGE,
            "coredns_hosts_reload_timestamp_seconds",
            "When the hosts file that was read last had been changed, seconds since 1970."),

    TEMPLATE_MATCHES(Kind.COUNTER, "coredns_template_matches_total", "Queries answered by a template."),
    TEMPLATE_FAILURES(
            Kind.COUNTER,
            "coredns_template_template_failures_total",
            "Queries whose answer could not be filled into a template."),
    TEMPLATE_RR_FAILURES(
            Kind.COUNTER, "coredns_template_rr_failures_total", "Queries whose filled-in template was no record."),

    AUTOPATH_SUCCESS(
            Kind.COUNTER, "coredns_autopath_success_total", "Answers found by walking the search list of the client."),
    DNS64_TRANSLATED(
            Kind.COUNTER, "coredns_dns64_requests_translated_total", "Answers with IPv6 addresses made of IPv4 ones."),
    LOCAL_REQUESTS(
            Kind.COUNTER, "coredns_local_localhost_requests_total", "Queries for names below or behind localhost."),

    FORWARD_ALL_DOWN(
            Kind.COUNTER,
            "coredns_forward_healthcheck_broken_total",
            "Queries that came while every upstream was down."),
    FORWARD_REJECTED(
            Kind.COUNTER,
            "coredns_forward_max_concurrent_rejects_total",
            "Queries refused because too many waited for upstreams."),
    FORWARD_WAITING(Kind.GAUGE, "kinglet_forward_waiting", "Queries that wait for an upstream now."),
    FORWARD_SHARED(
            Kind.COUNTER, "kinglet_forward_shared_total", "Queries answered by the exchange of an identical one."),
    PROXY_DURATION(
            Kind.HISTOGRAM,
            "coredns_proxy_request_duration_seconds",
            "Time from asking an upstream to its reply.",
            Scale.QUERY_TIME),
    PROXY_FAILED_CHECKS(Kind.COUNTER, "coredns_proxy_healthcheck_failures_total", "Failed health checks by upstream."),
    PROXY_CONNECTIONS_REUSED(
            Kind.COUNTER, "coredns_proxy_conn_cache_hits_total", "Questions to upstreams over an open connection."),
    PROXY_CONNECTIONS_OPENED(
            Kind.COUNTER, "coredns_proxy_conn_cache_misses_total", "Questions to upstreams that opened a connection."),

    HEALTH_DURATION(
            Kind.HISTOGRAM,
            "coredns_health_request_duration_seconds",
            "Time of our own health checks.",
            Scale.PROBE_TIME),
    HEALTH_FAILURES(Kind.COUNTER, "coredns_health_request_failures_total", "Our own health checks that failed."),
    RELOAD_FAILURES(Kind.COUNTER, "coredns_reload_failed_total", "Configurations that were refused on reload."),
    RELOAD_VERSION(Kind.INFO, "coredns_reload_version_info", "The configuration in use, as labels; always 1."),

    DNS_PROGRAMMING(
            Kind.HISTOGRAM,
            "coredns_kubernetes_dns_programming_duration_seconds",
            "Time from a change of endpoints to answers that show it.",
            Scale.PROGRAMMING_TIME),
    API_DURATION(
            Kind.HISTOGRAM,
            "coredns_kubernetes_rest_client_request_duration_seconds",
            "Time of requests to the API server.",
            Scale.API_TIME),
    API_LIMITED(
            Kind.HISTOGRAM,
            "coredns_kubernetes_rest_client_rate_limiter_duration_seconds",
            "Time requests to the API server were held back.",
            Scale.API_TIME),
    API_REQUESTS(
            Kind.COUNTER,
            "coredns_kubernetes_rest_client_requests_total",
            "Requests to the API server by status code."),
    CLUSTER_AGE(Kind.GAUGE, "kinglet_cluster_data_age_seconds", "Time since the cluster was last heard of, by kind."),
    CLUSTER_SYNCED(Kind.GAUGE, "kinglet_cluster_synced", "Whether a kind has been listed whole: 1 or 0."),
    CLUSTER_CONNECTED(Kind.GAUGE, "kinglet_cluster_connected", "Whether a kind is being watched now: 1 or 0."),
    CLUSTER_LISTS(Kind.COUNTER, "kinglet_cluster_lists_total", "Whole lists read, by kind."),
    CLUSTER_MALFORMED(
            Kind.COUNTER,
            "kinglet_cluster_malformed_objects_total",
            "Objects left out because they could not be read."),

    LOOKUPS_UNREACHABLE(
            Kind.COUNTER,
            "kinglet_lookups_unreachable_total",
            "Lookups of Services no port of which policies let the Pod reach."),
    PODS_WITHOUT_DNS(
            Kind.GAUGE, "kinglet_pods_without_dns", "Pods that policies cut off from the cluster's DNS, by protocol."),
    EXPLAIN_UNKNOWN(
            Kind.COUNTER,
            "kinglet_explain_unknown_clients_total",
            "Lookups of Services from addresses that tell no single Pod."),
    EXPLAIN_DROPPED(
            Kind.COUNTER,
            "kinglet_explain_dropped_lookups_total",
            "Lookups of Services that were not judged as there were too many."),
    EXPLAIN_UNJUDGED(
            Kind.GAUGE,
            "kinglet_explain_unjudged_pods",
            "Pods whose way to DNS was not judged as there were too many."),
    EXPLAIN_SYNCED(
            Kind.GAUGE,
            "kinglet_explain_synced",
            "Whether a kind that reachability is judged by has been listed whole: 1 or 0."),

    REJECTED_PACKETS(Kind.COUNTER, "kinglet_rejected_packets_total", "Packets that are no queries, by defect."),
    DNSTAP_DROPPED(Kind.COUNTER, "kinglet_dnstap_dropped_total", "Messages of dnstap that no collector took in time."),
    PROXY_REJECTED(
            Kind.COUNTER, "kinglet_proxy_headers_rejected_total", "PROXY headers that were not sound, or not allowed."),
    UDP_KERNEL_DROPS(
            Kind.COUNTER, "kinglet_udp_kernel_drops_total", "Datagrams the kernel dropped because they came too fast."),
    UDP_UNSENT(Kind.COUNTER, "kinglet_udp_unsent_replies_total", "UDP replies that the network did not take."),
    TCP_REFUSED(
            Kind.COUNTER, "kinglet_tcp_closed_for_others_total", "TCP connections closed because there were too many."),

    PROCESS_CPU(Kind.COUNTER, "process_cpu_seconds_total", "CPU time of the process, user and system."),
    PROCESS_START(Kind.GAUGE, "process_start_time_seconds", "When the process started, seconds since 1970."),
    PROCESS_RESIDENT(Kind.GAUGE, "process_resident_memory_bytes", "Memory of the process that is in RAM."),
    PROCESS_VIRTUAL(Kind.GAUGE, "process_virtual_memory_bytes", "Address space of the process."),
    PROCESS_OPEN_FILES(Kind.GAUGE, "process_open_fds", "Open file descriptors."),
    PROCESS_MOST_FILES(Kind.GAUGE, "process_max_fds", "The most file descriptors that may be open."),
    JVM_INFO(Kind.INFO, "jvm_info", "The Java runtime, as labels; always 1."),
    JVM_MEMORY_USED(Kind.GAUGE, "jvm_memory_used_bytes", "Memory the Java runtime uses, by area."),
    JVM_MEMORY_COMMITTED(Kind.GAUGE, "jvm_memory_committed_bytes", "Memory the Java runtime has, by area."),
    JVM_THREADS(Kind.GAUGE, "jvm_threads_current", "Java threads."),
    JVM_COLLECTIONS(Kind.COUNTER, "jvm_gc_collections_total", "Garbage collections, by collector."),
    JVM_COLLECTION_TIME(Kind.COUNTER, "jvm_gc_collection_seconds_total", "Time of garbage collections, by collector.");

    /** What its numbers do. */
    enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        INFO
    }

    private final Kind kind;
    private final String exposedName;
    private final String help;
    private final Scale scale;

    Family(Kind kind, String exposedName, String help) {
        this(kind, exposedName, help, Scale.NONE);
    }

    Family(Kind kind, String exposedName, String help, Scale scale) {
        this.kind = kind;
        this.exposedName = exposedName;
        this.help = help;
        this.scale = scale;
    }

    Kind kind() {
        return kind;
    }

    String exposedName() {
        return exposedName;
    }

    String help() {
        return help;
    }

    Scale scale() {
        return scale;
    }
}
