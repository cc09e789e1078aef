"use strict";
(() => {
  const byId = id => document.getElementById(id);
  const SVG = "http://www.w3.org/2000/svg";
  const history = [];
  let before = null;

  // Whatever comes from the server is text: nothing here parses markup.
  function el(tag, className, ...children) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    for (const child of children) {
      if (child !== null && child !== undefined) node.append(child instanceof Node ? child : String(child));
    }
    return node;
  }

  const whole = new Intl.NumberFormat("en", {maximumFractionDigits: 0});
  function number(value) {
    if (value >= 1e9) return (value / 1e9).toFixed(2) + " G";
    if (value >= 1e6) return (value / 1e6).toFixed(2) + " M";
    return whole.format(value);
  }
  function rate(value) {
    return value >= 100 ? number(value) : value >= 10 ? value.toFixed(1) : value === 0 ? "0" : value.toFixed(2);
  }
  function percent(part, all) {
    return all > 0 ? (100 * part / all).toFixed(part > 0 && part < all ? 1 : 0) + " %" : "\u2013";
  }
  function time(seconds) {
    if (seconds < 10) return seconds.toFixed(1) + " s";
    if (seconds < 120) return Math.round(seconds) + " s";
    if (seconds < 7200) return Math.round(seconds / 60) + " min";
    if (seconds < 172800) return Math.round(seconds / 3600) + " h";
    return Math.round(seconds / 86400) + " d";
  }

  // A part is only written anew when it says something else, and not while somebody selects in it.
  const shown = new Map();
  function show(id, value, make) {
    const key = JSON.stringify(value);
    const place = byId(id);
    const selection = document.getSelection();
    const busy = selection && !selection.isCollapsed && place.contains(selection.anchorNode);
    if (shown.get(id) !== key && !busy) {
      shown.set(id, key);
      place.replaceChildren(...[make(value)].flat());
    }
  }

  function table(heads, rows) {
    const head = el("tr");
    for (const it of heads) {
      const cell = el("th", it.startsWith("#") ? "n" : "", it.replace("#", ""));
      cell.scope = "col";
      head.append(cell);
    }
    const body = el("tbody");
    for (const row of rows) {
      body.append(el("tr", "", ...row.map((cell, i) => el("td", heads[i].startsWith("#") ? "n" : "", cell))));
    }
    return el("div", "scroll", el("table", "", el("thead", "", head), body));
  }

  const badge = (kind, text) => el("span", "badge " + kind, text);
  const mono = text => el("span", "mono", text);
  const nothing = text => el("p", "dim", text);

  function rcodeClass(rcode) {
    return {NOERROR: "c-good", NXDOMAIN: "c-warn", SERVFAIL: "c-bad"}[rcode] || "c-other";
  }

  function rates(status) {
    const span = before ? status.uptimeSeconds - before.uptimeSeconds : 0;
    const per = {};
    let all = 0;
    for (const [rcode, count] of Object.entries(status.responses)) {
      per[rcode] = span > 0 ? Math.max(0, count - (before.responses[rcode] || 0)) / span : 0;
      all += per[rcode];
    }
    return {per, all, known: span > 0};
  }

  function hits(caches) {
    let hit = 0, all = 0;
    for (const it of caches) {
      hit += it.success.hits + it.denial.hits;
      all += it.requests;
    }
    return percent(hit, all);
  }

  function tiles(status, now) {
    const synced = status.clusters.every(it => it.synced);
    const down = status.upstreams.filter(it => it.condition === "down").length;
    const tile = (value, text) => el("div", "tile", el("b", "", value), el("span", "", text));
    show("tiles", [rate(now.all), rate(now.per.NXDOMAIN || 0), rate(now.per.SERVFAIL || 0), hits(status.caches),
        number(status.queries)], it => [
      tile(it[0], "answers a second"),
      tile(it[1], "NXDOMAIN a second"),
      tile(it[2], "SERVFAIL a second"),
      tile(it[3], "cache hits"),
      tile(it[4], "queries since the start"),
    ]);
    const state = byId("state");
    state.className = "badge " + (!synced ? "warn" : down > 0 ? "bad" : "good");
    state.textContent = !synced ? "the cluster is being read" : down > 0 ? down + " upstream" + (down > 1 ? "s" : "") + " down" : "all well";
    byId("about").textContent = status.version + ", up " + time(status.uptimeSeconds);
  }

  function chart() {
    const width = 600, height = 90, most = Math.max(1, ...history) * 1.15;
    const points = history.map((value, i) =>
        [width - (history.length - 1 - i) * (width / 119), height - 2 - value / most * (height - 6)]);
    const path = points.map(([x, y], i) => (i ? "L" : "M") + x.toFixed(1) + " " + y.toFixed(1)).join("");
    const make = (className, d) => {
      const node = document.createElementNS(SVG, "path");
      node.setAttribute("class", className);
      node.setAttribute("d", d);
      return node;
    };
    const nodes = [make("axis", "M0 " + (height - 1) + "H" + width)];
    if (points.length > 1) {
      nodes.push(make("area", path + "L" + width + " " + height + "L" + points[0][0].toFixed(1) + " " + height + "Z"));
      nodes.push(make("line", path));
    }
    byId("chart").replaceChildren(...nodes);
    byId("peak").textContent = points.length > 1 ? "a second, at most " + rate(Math.max(...history)) + " in the last " + time(points.length) : "";
  }

  function rcodes(status, now) {
    const all = Object.values(status.responses).reduce((a, b) => a + b, 0);
    const rows = Object.entries(status.responses).sort((a, b) => b[1] - a[1])
        .map(([rcode, count]) => [rcode, count, now.per[rcode] || 0]);
    show("rcodes", rows, () => {
      if (rows.length === 0) return nothing("Nobody has asked yet.");
      const stack = el("div", "stack"), legend = el("ul", "legend");
      for (const [rcode, count, each] of rows) {
        const part = el("i", rcodeClass(rcode));
        part.style.width = 100 * count / all + "%";
        stack.append(part);
        legend.append(el("li", "", el("i", rcodeClass(rcode)), rcode + " " + rate(each) + "/s ",
            el("span", "dim", number(count) + " (" + percent(count, all) + ")")));
      }
      return [stack, legend];
    });
  }

  function top(id, list, seconds, label, extra) {
    show(id, [list, Math.round(seconds)], () => {
      if (list.length === 0) return nothing("None in the last minute.");
      const most = Math.max(...list.map(it => it.queries));
      const rows = el("ol", "top");
      for (const it of list) {
        const bar = el("span", "bar");
        bar.style.width = 100 * it.queries / most + "%";
        const row = el("li", "", bar, el("span", "row", el("span", "who mono", ...label(it)),
            el("span", "much", number(it.queries))));
        const hint = extra && extra(it);
        if (hint) row.append(el("span", "hint", hint));
        rows.append(row);
      }
      return [rows, nothing("Queries of the last " + time(seconds) + ", estimated.")];
    });
  }

  function searched(it) {
    return it.searchedFor && "search list of the Pod, from " + it.searchedFor.replace(/\.$/, "") +
        ": a dot at the end (" + it.searchedFor + ") or ndots:1 saves " + number(it.queries) +
        (it.queries === 1 ? " query" : " queries");
  }

  function talkers(it) {
    top("names", it.names, it.spanSeconds, one => [one.name]);
    top("clients", it.clients, it.spanSeconds, one =>
        [one.address, one.namespace && el("span", "dim", " in " + one.namespace)]);
    top("nonexistent", it.nonexistent, it.spanSeconds, one => [one.name], searched);
  }

  function clusters(all) {
    if (all.length === 0) return nothing("No block has kubernetes.");
    return all.flatMap(it => [el("h3", "", it.zones.join(" "), " ",
        badge(it.synced ? "good" : "warn", it.synced ? "read" : "being read")),
      table(["Kind", "#Objects", "Watch", "#Last heard", "#Lists", "#Malformed"], it.kinds.map(kind => [
        kind.kind,
        kind.objects === null ? "\u2013" : number(kind.objects),
        badge(!kind.synced ? "warn" : kind.connected ? "good" : "bad",
            !kind.synced ? "first list" : kind.connected ? "connected" : "lost, trying again"),
        kind.ageSeconds === null ? "never" : time(kind.ageSeconds) + " ago",
        number(kind.lists),
        kind.malformed > 0 ? badge("bad", number(kind.malformed)) : "0",
      ]))]);
  }

  function upstreams(all) {
    if (all.length === 0) return nothing("No block has forward.");
    const kind = {well: "good", suspected: "warn", down: "bad"};
    return table(["Upstream", "Names below", "State", "#Round trip", "#Replies", "#Failed checks"], all.map(it => [
      mono(it.upstream), mono(it.zone), badge(kind[it.condition] || "", it.condition),
      it.roundTripMillis === null ? "\u2013" : it.roundTripMillis.toFixed(it.roundTripMillis < 10 ? 2 : 0) + " ms",
      number(it.replies), number(it.failedChecks),
    ]));
  }

  function caches(all) {
    if (all.length === 0) return nothing("No block has cache.");
    const fill = it => number(it.entries) + " of " + number(it.capacity);
    return table(["Zones", "#Hit rate", "#Hits", "#Misses", "#Answers kept", "#Denials kept", "#Prefetched", "#Stale"],
      all.map(it => [mono(it.zones.join(" ") + (it.view ? " (" + it.view + ")" : "")),
        percent(it.success.hits + it.denial.hits, it.requests), number(it.success.hits + it.denial.hits),
        number(it.misses), fill(it.success), fill(it.denial), number(it.prefetches), number(it.servedStale)]));
  }

  function blocks(all) {
    return all.flatMap(it => {
      const chain = el("ol", "chain");
      for (const plugin of it.plugins) chain.append(el("li", "mono", plugin));
      return [el("h3", "", el("span", "mono", it.keys.join(" ")), it.view ? " view " + it.view : "",
          el("span", "dim", " " + it.block)), chain];
    });
  }

  async function get(path) {
    const reply = await fetch(path, {cache: "no-store", signal: AbortSignal.timeout(5000)});
    const body = await reply.json();
    if (!reply.ok) throw Object.assign(new Error(body.error || reply.statusText), {status: reply.status});
    return body;
  }

  async function turn() {
    try {
      const [status, talking] = await Promise.all([get("/api/v1/status"), get("/api/v1/top?count=12")]);
      const now = rates(status);
      if (now.known) {
        history.push(now.all);
        if (history.length > 120) history.shift();
      }
      tiles(status, now);
      chart();
      rcodes(status, now);
      talkers(talking);
      show("clusters", status.clusters, clusters);
      show("upstreams", status.upstreams, upstreams);
      show("caches", status.caches, caches);
      show("blocks", status.blocks, blocks);
      before = status;
    } catch (e) {
      byId("state").className = "badge bad";
      byId("state").textContent = "cannot reach the server";
    }
    setTimeout(turn, document.hidden ? 5000 : 1000);
  }

  async function explain() {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(byId("explain"))) {
      if (value.trim()) asked.set(name, value.trim());
    }
    location.hash = asked;
    const place = byId("explained");
    try {
      const reply = await fetch("/api/v1/explain?output=text&" + asked, {cache: "no-store", signal: AbortSignal.timeout(10000)});
      if (!reply.ok) throw new Error((await reply.json()).error);
      const [kind, words] = {reachable: ["good", "reachable"], partly: ["warn", "partly reachable"],
        unreachable: ["bad", "not reachable"], notFound: ["bad", "not found"],
      }[reply.headers.get("Kinglet-Outcome")] || ["warn", "unknown"];
      place.replaceChildren(el("p", "", badge(kind, words)), el("pre", "mono", await reply.text()));
    } catch (e) {
      place.replaceChildren(el("p", "note", e.message || "the server did not answer"));
    }
  }

  byId("explain").addEventListener("submit", event => {
    event.preventDefault();
    explain();
  });

  // A question is part of the address, so that it can be passed on.
  const linked = new URLSearchParams(location.hash.slice(1));
  for (const field of byId("explain").elements) {
    if (field.name) field.value = linked.get(field.name) || "";
  }
  if (linked.get("name")) explain();

  turn();
})();
