/* The questions of a file in dnsperf's form, as queries ready to be sent, in a random order that is the same in every run. */
#include "load.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct query {
    unsigned char *octets;
    size_t length;
};

static struct query *queries;
static size_t count, next;

static int type_of(const char *word) {
    static const struct { const char *name; int code; } types[] = {
        {"A", 1}, {"NS", 2}, {"CNAME", 5}, {"SOA", 6}, {"PTR", 12}, {"MX", 15}, {"TXT", 16}, {"AAAA", 28}, {"SRV", 33}, {"ANY", 255}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!strcasecmp(types[i].name, word)) return types[i].code;
    }
    fprintf(stderr, "load: unknown type %s\n", word);
    exit(2);
}

/* The name in wire form; no escapes, which no question here needs. */
static size_t name(unsigned char *to, const char *text) {
    size_t at = 0;
    while (*text && strcmp(text, ".")) {
        size_t label = strcspn(text, ".");
        if (label < 1 || label > 63 || at + label > 253) {
            fprintf(stderr, "load: not a name: %s\n", text);
            exit(2);
        }
        to[at++] = label;
        memcpy(to + at, text, label);
        at += label;
        text += label + (text[label] == '.');
    }
    to[at++] = 0;
    return at;
}

static struct query query(const char *owner, int type, int edns) {
    unsigned char octets[MAX_QUERY] = {0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, edns ? 1 : 0};
    size_t length = 12 + name(octets + 12, owner);
    octets[length++] = type >> 8;
    octets[length++] = type;
    octets[length++] = 0;
    octets[length++] = 1;
    if (edns) {
        unsigned char opt[] = {0, 0, 41, edns >> 8, edns, 0, 0, 0, 0, 0, 0};
        memcpy(octets + length, opt, sizeof opt);
        length += sizeof opt;
    }
    struct query made = {malloc(length), length};
    memcpy(made.octets, octets, length);
    return made;
}

void questions_read(const char *file, int edns) {
    FILE *in = fopen(file, "r");
    if (!in) {
        perror(file);
        exit(2);
    }
    char owner[1024], type[16];
    size_t room = 0;
    while (fscanf(in, "%1023s %15s", owner, type) == 2) {
        if (count == room) queries = realloc(queries, (room = room ? 2 * room : 1024) * sizeof *queries);
        queries[count++] = query(owner, type_of(type), edns);
    }
    fclose(in);
    if (!count) {
        fprintf(stderr, "load: no question in %s\n", file);
        exit(2);
    }
    srandom(53);
    for (size_t i = count - 1; i > 0; i--) {
        size_t j = random() % (i + 1);
        struct query other = queries[i];
        queries[i] = queries[j];
        queries[j] = other;
    }
}

const unsigned char *question_next(size_t *length) {
    struct query *it = &queries[next];
    next = next + 1 == count ? 0 : next + 1;
    *length = it->length;
    return it->octets;
}
